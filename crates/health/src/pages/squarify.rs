//! A rectangle cut into patches as near to squares as can be (Bruls, Huizing, van Wijk 2000, 'Squarified treemaps').

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Patch {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// How wide.
    pub w: f64,
    /// How high.
    pub h: f64,
}

/// Patches with areas in proportion to `weights`, which fill the frame; a weight of nothing gets no area.
/// They come in the order of the weights, which should fall.
pub fn squarify(weights: &[f64], frame: Patch) -> Vec<Patch> {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 || frame.w <= 0.0 || frame.h <= 0.0 {
        return vec![Patch { w: 0.0, h: 0.0, ..frame }; weights.len()];
    }
    let scale = frame.w * frame.h / total;
    let areas = weights.iter().map(|weight| weight.max(0.0) * scale).collect::<Vec<_>>();
    let (mut left, mut patches, mut begun) = (frame, Vec::with_capacity(areas.len()), 0);
    while begun < areas.len() {
        let side = left.w.min(left.h).max(f64::MIN_POSITIVE);
        let mut end = begun + 1;
        while end < areas.len() && worst(&areas[begun..=end], side) <= worst(&areas[begun..end], side) {
            end += 1;
        }
        lay(&areas[begun..end], &mut left, &mut patches);
        begun = end;
    }
    patches
}

/// The farthest from a square that one of a row is, laid along this side.
fn worst(row: &[f64], side: f64) -> f64 {
    let sum: f64 = row.iter().sum();
    let (least, most) = row.iter().fold((f64::MAX, 0.0f64), |(least, most), area| (least.min(*area), most.max(*area)));
    if sum <= 0.0 || least <= 0.0 {
        return f64::MAX;
    }
    (side * side * most / (sum * sum)).max(sum * sum / (side * side * least))
}

/// Lays a row along the shorter side of what is left.
fn lay(row: &[f64], left: &mut Patch, patches: &mut Vec<Patch>) {
    let sum: f64 = row.iter().sum();
    let wide = left.w >= left.h;
    let depth = if sum <= 0.0 { 0.0 } else { sum / if wide { left.h } else { left.w } };
    let mut at = if wide { left.y } else { left.x };
    for area in row {
        let length = if depth <= 0.0 { 0.0 } else { area / depth };
        patches.push(match wide {
            true => Patch { x: left.x, y: at, w: depth, h: length },
            false => Patch { x: at, y: left.y, w: length, h: depth },
        });
        at += length;
    }
    match wide {
        true => (left.x, left.w) = (left.x + depth, (left.w - depth).max(0.0)),
        false => (left.y, left.h) = (left.y + depth, (left.h - depth).max(0.0)),
    }
}
