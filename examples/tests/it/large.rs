//! The benchmark's society agrees with its own trial balance.

use std::fs;

fn column(text: &str, at: usize) -> i64 {
    text.lines()
        .skip(1)
        .map(|l| l.split(',').nth(at).expect("column").replace('.', "").parse::<i64>().expect("paise"))
        .sum()
}

#[test]
fn registers_agree_with_the_trial_balance() {
    let dir = std::env::temp_dir().join(format!("examples-large-{}", std::process::id()));
    let mut told = 0;
    let made = examples::large(2_000, &dir, &mut |rows| told = rows).expect("written");
    let read = |f: &str| fs::read_to_string(dir.join(f)).expect("read");
    assert_eq!(made.rows, [2_000, 2_000, 1_399 + 1, 1_600]);
    assert_eq!(told, made.rows.iter().sum::<u64>());
    assert_eq!(column(&read("shares.csv"), 6), made.sums[0]);
    assert_eq!(column(&read("loans_st.csv"), 8), made.sums[1]);
    assert_eq!(column(&read("savings.csv"), 5), made.sums[2]);
    let tb = read("trial_balance.csv");
    assert_eq!(column(&tb, 2), column(&tb, 3));
    for (code, file, row) in &made.defects {
        let text = read(file);
        let line = text.lines().nth(*row as usize - 1).expect("row");
        let broken = if *code == "NEGATIVE_BALANCE" { line.contains(",-412.00,") } else { line.contains(",31-03-") };
        assert!(broken, "{code}: {line}");
    }
    assert!(made.defects.len() >= 2);
    fs::remove_dir_all(dir).expect("removed");
}
