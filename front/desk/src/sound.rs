//! A judgement on a register in words.

use keep::{LogJudgement, Soundness};
use kernel::Refusal;

/// The refusal that says what is wrong with a log; `None` when it is whole.
#[must_use]
pub fn refusal_of(judgement: &LogJudgement) -> Option<Refusal> {
    let say = |number| Refusal::new(number).with("log", &judgement.origin);
    match &judgement.soundness {
        Soundness::Whole { .. } => None,
        Soundness::Altered(seq) => Some(say(3001).with("entry", seq.0)),
        Soundness::Missing(seq) => Some(say(3002).with("entry", seq.0)),
        Soundness::Beyond(seq) => Some(say(3003).with("entry", seq.0)),
        Soundness::Unreadable(seq, _) => Some(say(3004).with("entry", seq.0)),
        Soundness::RootDiffers => Some(say(3005)),
        Soundness::CheckpointBad(why) => Some(say(3006).with("why", why)),
    }
}
