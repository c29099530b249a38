//! Photographs of register pages before they are kept: turned upright, made smaller, without what a telephone writes into them (place, hour, model),
//! and with the places blackened where somebody saw a 12-digit number. What is black was never kept: the picture is drawn anew.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, Rgb, RgbImage};
use kernel::Refusal;
use std::io::Cursor;

/// Longest side of a kept page, pixels: handwriting of a register page photographed whole is well read at this size, and a page of it is some 500 kB.
const LONGEST: u32 = 2400;
/// Longest side of what is decoded at all, pixels.
const MOST_SIDE: u32 = 16_000;
/// Memory a photograph may take while it is decoded, bytes: 60 million pixels, more than telephones take.
const MOST_MEMORY: u64 = 200 << 20;
/// Quality of the JPEG, of 100.
const QUALITY: u8 = 82;
/// Places that are blackened on one page.
pub const MOST_SPOTS: usize = 200;

/// A place on a picture, in thousandths of its width and height from the left upper corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Left edge.
    pub left: u16,
    /// Upper edge.
    pub top: u16,
    /// Right edge.
    pub right: u16,
    /// Lower edge.
    pub bottom: u16,
}

impl Spot {
    /// A place by its corner and size; nothing where it is empty or not on the picture.
    #[must_use]
    pub fn of(left: i64, top: i64, width: i64, height: i64) -> Option<Spot> {
        let edge = |n: i64| u16::try_from(n.clamp(0, 1000)).ok();
        let spot = Spot {
            left: edge(left)?,
            top: edge(top)?,
            right: edge(left.checked_add(width)?)?,
            bottom: edge(top.checked_add(height)?)?,
        };
        (spot.left < spot.right && spot.top < spot.bottom).then_some(spot)
    }

    /// Pixels of a side, whole ones that the place touches.
    fn pixels((from, to): (u16, u16), side: u32) -> std::ops::Range<u32> {
        let at = |n: u16| u64::from(n) * u64::from(side);
        let (from, to) = (at(from) / 1000, at(to).div_ceil(1000));
        u32::try_from(from).unwrap_or(side)..u32::try_from(to).unwrap_or(side).min(side)
    }
}

/// A photograph as it was taken, upright and small enough to keep.
#[derive(Clone)]
pub struct Shot(RgbImage);

impl Shot {
    /// Reads a JPEG or PNG as a telephone or a scanner gives it.
    ///
    /// # Errors
    /// 3240: it is no such picture, it is broken, or it has too many pixels.
    pub fn read(bytes: &[u8]) -> Result<Shot, Refusal> {
        let no = || Refusal::new(3240);
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| no())?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_SIDE);
        limits.max_image_height = Some(MOST_SIDE);
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|_| no())?;
        if decoder.total_bytes() > MOST_MEMORY {
            return Err(no());
        }
        let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder).map_err(|_| no())?;
        if image.width().max(image.height()) > LONGEST {
            image = image.thumbnail(LONGEST, LONGEST);
        }
        image.apply_orientation(turned);
        // a drawing with clear ground is on white paper
        Ok(Shot(on_white(image)))
    }

    /// Width and height, pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        self.0.dimensions()
    }

    /// The picture with these places black, as a JPEG without any note.
    ///
    /// # Errors
    /// 3240 where it cannot be written.
    pub fn blackened(&self, spots: &[Spot]) -> Result<Vec<u8>, Refusal> {
        let mut image = self.0.clone();
        let (width, height) = image.dimensions();
        for spot in spots {
            for y in Spot::pixels((spot.top, spot.bottom), height) {
                for x in Spot::pixels((spot.left, spot.right), width) {
                    image.put_pixel(x, y, Rgb([0, 0, 0]));
                }
            }
        }
        let mut out = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, QUALITY);
        image.write_with_encoder(encoder).map_err(|_| Refusal::new(3240))?;
        Ok(out)
    }
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let mut out = RgbImage::new(image.width(), image.height());
    for (to, from) in out.pixels_mut().zip(image.pixels()) {
        let [r, g, b, a] = from.0;
        let mixed =
            |c: u8| u8::try_from((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255).unwrap_or(255);
        *to = Rgb([mixed(r), mixed(g), mixed(b)]);
    }
    out
}
