//! Names for people and places that nobody bears.

use super::Chance;

const FIRST: &[&str] = &[
    "Ada", "Amina", "Bruno", "Celia", "Chidi", "Dora", "Elif", "Emil", "Farah", "Goran", "Hana", "Ines", "Ivo", "Jana",
    "Kaveh", "Lena", "Luis", "Mara", "Mira", "Nadia", "Noor", "Olek", "Paula", "Rafa", "Rosa", "Samir", "Sela",
    "Tomas", "Uma", "Vera", "Wanda", "Yusuf", "Zofia",
];
const LAST: &[&str] = &[
    "Abara", "Adler", "Baran", "Castel", "Dimova", "Eken", "Farkas", "Gallo", "Haddad", "Iriarte", "Jansen", "Kolar",
    "Lund", "Marek", "Nowak", "Okoro", "Petrov", "Quist", "Rehman", "Silva", "Toth", "Ueda", "Varga", "Weiss",
    "Zanetti",
];
const PLACES: &[&str] = &[
    "Alder", "Birch", "Brook", "Cedar", "Clay", "Dale", "Elm", "Fern", "Ford", "Glen", "Heath", "Hill", "Kiln", "Lake",
    "Linden", "Marsh", "Mill", "Moor", "Oak", "Quarry", "Reed", "Ridge", "Rowan", "Spring", "Stone", "Thorn", "Vale",
];
const ENDS: &[&str] = &["bridge", "end", "field", "gate", "side", "ton", "well", "wick"];

/// A person's name.
pub fn person(chance: &mut Chance) -> String {
    format!("{} {}", pick(chance, FIRST), pick(chance, LAST))
}

/// A place's name.
pub fn place(chance: &mut Chance) -> String {
    format!("{}{}", pick(chance, PLACES), pick(chance, ENDS))
}

fn pick<'a>(chance: &mut Chance, of: &[&'a str]) -> &'a str {
    of[chance.below(of.len() as u64) as usize]
}
