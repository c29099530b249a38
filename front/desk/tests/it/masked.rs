//! Photographs before they are kept.

use desk::masked::{Shot, Spot};
use proptest::prelude::*;

/// A JPEG with a note that the telephone was held on its side, and where it was.
fn turned(width: u32, height: u32) -> Vec<u8> {
    let image =
        image::RgbImage::from_fn(width, height, |x, _| image::Rgb(if x < width / 2 { [255; 3] } else { [0, 0, 200] }));
    let mut plain = Vec::new();
    image.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut plain)).unwrap();
    // APP1 with one entry of the first directory: orientation (0x0112), short, 6: the top of what was seen is at the right
    let mut note = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    note.extend(b"Satoli 29.58 N");
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    let mut out = plain[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(length);
    out.extend(note);
    out.extend(&plain[2..]);
    out
}

#[test]
fn it_stands_upright_is_small_enough_and_says_nothing_of_the_telephone() {
    let sent = turned(3000, 1000);
    assert!(sent.windows(6).any(|w| w == b"Satoli"));
    let shot = Shot::read(&sent).unwrap();
    assert_eq!(shot.size(), (800, 2400), "turned by a quarter, the longest side 2400");
    let kept = shot.blackened(&[]).unwrap();
    assert!(!kept.windows(6).any(|w| w == b"Satoli") && !kept.windows(4).any(|w| w == b"Exif"));
    let kept = image::load_from_memory(&kept).unwrap().into_rgb8();
    let (top, bottom) = (kept.get_pixel(400, 200).0, kept.get_pixel(400, 2200).0);
    assert!(top[0] > 230 && bottom[0] < 30, "what was left is above: {top:?} {bottom:?}");
}

#[test]
fn what_is_no_picture_or_immense_is_refused() {
    let mut wide = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(30_000, 2).write_to(&mut wide, image::ImageFormat::Png).unwrap();
    for bytes in [&b"MZ"[..], b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xff", wide.get_ref(), &turned(60, 40)[..300]] {
        assert_eq!(Shot::read(bytes).err().map(|r| r.number), Some(3240));
    }
}

proptest! {
    #[test]
    fn every_pixel_of_a_place_is_black_and_of_another_is_not(
        left in 0i64..900, top in 0i64..900, width in 20i64..600, height in 20i64..600,
    ) {
        let spot = Spot::of(left, top, width, height).unwrap();
        let mut white = std::io::Cursor::new(Vec::new());
        image::GrayImage::from_pixel(160, 120, image::Luma([255])).write_to(&mut white, image::ImageFormat::Png).unwrap();
        let kept = Shot::read(white.get_ref()).unwrap().blackened(&[spot]).unwrap();
        let kept = image::load_from_memory(&kept).unwrap().into_luma8();
        for (x, y, pixel) in kept.enumerate_pixels() {
            let (across, down) = (i64::from(x) * 1000 / 160, i64::from(y) * 1000 / 120);
            let inside = (left + 7..left + width - 7).contains(&across) && (top + 9..top + height - 9).contains(&down);
            // a JPEG blurs within its blocks of sixteen pixels
            let far = !(left - 110..left + width + 110).contains(&across) || !(top - 150..top + height + 150).contains(&down);
            prop_assert!(!inside || pixel.0[0] < 40, "{x} {y} {}", pixel.0[0]);
            prop_assert!(!far || pixel.0[0] > 200, "{x} {y} {}", pixel.0[0]);
        }
    }

    #[test]
    fn a_place_is_never_outside(left in any::<i64>(), top in any::<i64>(), width in any::<i64>(), height in any::<i64>()) {
        if let Some(s) = Spot::of(left, top, width, height) {
            prop_assert!(s.left < s.right && s.right <= 1000 && s.top < s.bottom && s.bottom <= 1000);
        }
    }
}
