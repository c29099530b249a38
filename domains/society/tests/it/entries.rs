//! Bytes of entries.

use society::{MemberRow, SocietyEvent};

/// Entries as earlier versions wrote them.
#[test]
fn old_entries_are_read_and_written_as_they_were() {
    let old = [
        r#"{"t":"registered","code":"KOT","name":"कोट समिति","registration_no":"12","district":"","block":""}"#,
        r#"{"t":"members-brought-forward","rows":[["450","राम सिंह","भवान सिंह","कोट","A","",null,"2020-01-01",[0,0,5,1]]]}"#,
        r#"{"t":"villages-brought-forward","names":["कोट"]}"#,
    ];
    for text in old {
        let event: SocietyEvent = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), text);
        let tag = serde_json::to_value(&event).unwrap()["t"].as_str().unwrap().to_owned();
        assert_eq!(event.kind(), format!("society.{tag}"));
        assert!(event.date().is_none());
    }
    let mut event: SocietyEvent = serde_json::from_str(&old[1].replace(r#""A","""#, r#""A","9412012345""#)).unwrap();
    assert_eq!(event.erasable().len(), 1);
    let SocietyEvent::MembersBroughtForward { rows } = &event else { panic!("{event:?}") };
    let MemberRow { mobile, .. } = &rows[0];
    assert_eq!(mobile, "9412012345");
}
