//! How one name comes to be spelt two ways: anusvara for half letters, श for स, titles, the other script.

use crate::table::Text;

fn swap(text: &str, pairs: &[(&str, &str)], most: usize) -> String {
    let mut out = text.to_owned();
    let mut done = 0;
    for (from, to) in pairs {
        if done < most && out.contains(from) {
            out = out.replacen(from, to, 1);
            done += 1;
        }
    }
    out
}

const HINDI: &[(&str, &str)] = &[
    ("न्द", "ंद"),
    ("न्त", "ंत"),
    ("ण्ड", "ंड"),
    ("सिंह", "सिहं"),
    ("श", "स"),
    ("वी ", "बी "),
    ("देवी", "देबी"),
    ("मोहन", "मोहान"),
    ("कुमार", "कुमाार"),
];
const LATIN: &[(&str, &str)] = &[
    ("endra", "ender"),
    ("Chandra", "Chander"),
    ("Singh", "Sing"),
    ("esh", "es"),
    ("Devi", "Debi"),
    ("Prasad", "Parsad"),
    ("Dutt", "Datt"),
    ("v", "w"),
];

/// The same person's name as another clerk writes it; `way` 0–5.
#[must_use]
pub fn variant(name: &Text, woman: bool, way: usize) -> Text {
    let (hi_title, en_title) = if woman { ("श्रीमती ", "Smt. ") } else { ("श्री ", "Shri ") };
    let mut out = name.clone();
    match way {
        0 => {}
        1 => out = Text::new(swap(&name.hi, HINDI, 1), swap(&name.en, LATIN, 1)),
        2 => out = Text::new(swap(&name.hi, HINDI, 2), swap(&name.en, LATIN, 2)),
        3 => out = Text::new(format!("{hi_title}{}", name.hi), format!("{en_title}{}", name.en)),
        4 => out.other_script = true,
        _ => {
            out = Text::new(
                format!("{hi_title}{}", swap(&name.hi, HINDI, 1)),
                format!("{en_title}{}", swap(&name.en, LATIN, 1)),
            )
        }
    }
    out
}
