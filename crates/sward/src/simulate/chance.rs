//! Chance from a seed: SplitMix64 (Steele, Lea, Flood 2014), the same on every machine.

/// A stream of numbers that follow from a seed.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `most`, which is not 0.
    pub fn below(&mut self, most: u64) -> u64 {
        self.number() % most.max(1)
    }

    /// Whether something of this chance, of 100, happens.
    pub fn happens(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// Sixteen bytes.
    pub fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.number().to_be_bytes());
        bytes[8..].copy_from_slice(&self.number().to_be_bytes());
        bytes
    }
}

/// A number that follows from a seed and from what it is about, and from nothing else: worlds that differ in one
/// thing draw the same for all others.
pub fn number(seed: u64, about: &[u64]) -> u64 {
    let begin = Chance::new(seed).number();
    about.iter().fold(begin, |mix, one| Chance::new(mix ^ one).number())
}

/// The same, from 0 up to 1.
pub fn draw(seed: u64, about: &[u64]) -> f64 {
    (number(seed, about) >> 11) as f64 / (1u64 << 53) as f64
}
