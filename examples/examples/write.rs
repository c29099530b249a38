//! `cargo run -p examples --example write -- SHAPE SEED SIZE DIR [clean]` writes `DIR/pack` and `DIR/truth.json`.
//! SIZE is `tiny`, `small`, `village` or a number of members; SHAPE may be `all` (then `DIR/SHAPE/…`).

use examples::{DefectPlan, Shape, Size, society, write};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [shape, seed, size, dir, rest @ ..] = args.as_slice() else {
        return Err("write SHAPE SEED SIZE DIR [clean]".into());
    };
    let size = match size.as_str() {
        "tiny" => Size::Tiny,
        "small" => Size::Small,
        "village" => Size::Village,
        n => Size::Custom(n.parse()?),
    };
    let plan = if rest.iter().any(|r| r == "clean") { DefectPlan::None } else { DefectPlan::All };
    let s = society(seed.parse()?, size, plan);
    let shapes: Vec<Shape> =
        if shape == "all" { Shape::ALL.to_vec() } else { vec![Shape::named(shape).ok_or("no such shape")?] };
    for one in shapes {
        let to = if shape == "all" { Path::new(dir).join(format!("{one:?}")) } else { Path::new(dir).to_owned() };
        let truth = write(&s, one, &to.join("pack"))?;
        std::fs::write(to.join("truth.json"), serde_json::to_vec_pretty(&truth)?)?;
        println!("{one:?}: {} members, {} defects", truth["counts"]["members"], truth["counts"]["defects"]);
    }
    Ok(())
}
