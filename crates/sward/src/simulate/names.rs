//! Names for places and people that nobody bears, as an organisation in many countries has them.

use std::collections::HashSet;

use super::chance::number;

/// How a country speaks: its regions, its places (a beginning and an end), its people.
pub struct Tongue {
    regions: [&'static str; 3],
    begin: &'static [&'static str],
    end: &'static [&'static str],
    first: &'static [&'static str],
    last: &'static [&'static str],
}

const TONGUES: [Tongue; 10] = [
    Tongue {
        regions: ["Ridge Valley", "Moorland", "Three Rivers"],
        begin: &[
            "Alder", "Birch", "Brook", "Cedar", "Fern", "Glen", "Heath", "Kiln", "Linden", "Marsh", "Quarry", "Rowan",
        ],
        end: &["bridge", "field", "gate", "side", "ton", "well", "wick"],
        first: &["Ada", "Celia", "Dora", "Emil", "Ivo", "Mara", "Rosa", "Wanda"],
        last: &["Adler", "Castel", "Lund", "Marsh", "Quist", "Thorne", "Weir"],
    },
    Tongue {
        regions: ["Oberes Lindental", "Schieferbergland", "Industrievorstadtkreis"],
        begin: &["Hinterwald", "Mühlbach", "Lindenhöfer", "Schieferberg", "Oberwiesen", "Donauufer", "Straßenbahnwerk"],
        end: &["mühlengrund", "werkssiedlung", "bahnhofsviertel", "hammergasse", "arbeiterheim"],
        first: &["Anneliese", "Jörg", "Käthe", "Lutz", "Ruth", "Uwe"],
        last: &["Ackermeister", "Lindhöfer", "Schönbäumer", "Weißgruber"],
    },
    Tongue {
        regions: ["وادي الزيتون", "ساحل النخيل", "جبل الرمان"],
        begin: &["حي", "قرية", "مقهى", "ساحة", "ورشة", "طاحونة"],
        end: &[" الزيتون", " النهر", " الرمان", " الميناء", " الجسر", " النخيل", " الفجر"],
        first: &["سلمى", "نادر", "ليلى", "يوسف", "هدى", "كريم"],
        last: &["الزيتوني", "النهري", "الجسري", "الميناوي"],
    },
    Tongue {
        regions: ["Dolina Wierzbowa", "Ziemia Hutnicza", "Nad Jeziorem"],
        begin: &["Nowa ", "Stara ", "Górna ", "Dolna ", "Mała ", "Wielka "],
        end: &["Wierzba", "Łąka", "Huta", "Jabłonka", "Ścieżka", "Przystań", "Kuźnia"],
        first: &["Bożena", "Łucja", "Stanisław", "Zdzisław", "Żaneta", "Wit"],
        last: &["Wierzbicka", "Kuźniar", "Łąkowski", "Jabłoń"],
    },
    Tongue {
        regions: ["Valle del Molino", "Costa del Olmo", "Sierra de la Peña"],
        begin: &["Puente ", "Fuente ", "Molino ", "Cuesta ", "Barrio ", "Puerto "],
        end: &["Alto", "de la Peña", "del Olmo", "Nuevo", "de los Señales", "Viejo", "del Río"],
        first: &["Inés", "Begoña", "Íñigo", "Lucía", "Nuño", "Tomás"],
        last: &["del Olmo", "Peñalba", "Fuentes Molina", "Ribera"],
    },
    Tongue {
        regions: ["Вербова долина", "Приозер’я", "Кам’яний край"],
        begin: &["Верхня ", "Нижня ", "Нова ", "Стара ", "Тиха "],
        end: &["Криниця", "Верба", "Гута", "Пристань", "Кузня", "Лука"],
        first: &["Ганна", "Остап", "Соломія", "Юрко", "Їжак"],
        last: &["Вербицька", "Коваленчук", "Лучний"],
    },
    Tongue {
        regions: ["柳谷", "桜ヶ浜", "石川原"],
        begin: &["東", "西", "南", "北", "上", "下", "新"],
        end: &["柳町", "水車", "石橋", "桜坂", "港"],
        first: &["花子", "蒼", "結", "律"],
        last: &["柳田", "石橋", "水谷", "森川"],
    },
    Tongue {
        regions: ["नीम घाटी", "ताल प्रदेश", "पूर्वी तट"],
        begin: &["ऊपर ", "नीचे ", "नया ", "पुराना ", "मध्य "],
        end: &["नीमपुर", "तालाब", "चक्की", "बाज़ार", "घाट"],
        first: &["आशा", "मोहन", "रेखा", "सुरेश"],
        last: &["नीमकर", "तालवार", "घाटे"],
    },
    Tongue {
        regions: ["Bonde la Mkuyu", "Pwani ya Amani", "Nyanda za Mawe"],
        begin: &["Mto wa ", "Kijiji cha ", "Soko la ", "Daraja la ", "Kilima cha "],
        end: &["Mkuyu", "Amani", "Upendo", "Mawe", "Nyuki", "Asubuhi"],
        first: &["Amina", "Baraka", "Neema", "Juma", "Zuri"],
        last: &["Mkuyuni", "Mawembe", "Nyukiwa"],
    },
    Tongue {
        regions: ["עמק האלון", "חוף השקד", "הר הזית"],
        begin: &["גשר ", "טחנת ", "גבעת ", "מעיין ", "רחוב "],
        end: &["האלון", "השקד", "הנחל", "הזית", "הבוקר"],
        first: &["נועה", "אילן", "תמר", "גיל"],
        last: &["אלוני", "שקדי", "נחלי"],
    },
];

/// How a region speaks.
pub fn tongue(region: usize) -> &'static Tongue {
    &TONGUES[region % TONGUES.len()]
}

impl Tongue {
    /// The name of a region that has none of those taken.
    pub fn region(&self, taken: &mut HashSet<String>) -> String {
        own(taken, self.regions.map(String::from))
    }

    /// The name of a place that has none of those taken.
    pub fn place(&self, seed: u64, cell: u64, taken: &mut HashSet<String>) -> String {
        let pick = |of: &[&'static str], what: u64| one(of, number(seed, &[cell, what]));
        own(taken, (0..9).map(|tries| format!("{}{}", pick(self.begin, 100 + tries), pick(self.end, 120 + tries))))
    }

    /// The name of a person. A second given name and a second family name keep a cell's people apart.
    pub fn person(&self, seed: u64, person: u64) -> String {
        let pick = |of: &[&'static str], what: u64| one(of, number(seed, &[person, what]));
        let (first, second) = (pick(self.first, 140), pick(self.first, 142));
        let (last, other) = (pick(self.last, 141), pick(self.last, 143));
        let given = if first == second { first.to_string() } else { format!("{first} {second}") };
        if last == other { format!("{given} {last}") } else { format!("{given} {last}-{other}") }
    }
}

fn one(of: &[&'static str], number: u64) -> &'static str {
    of[(number % of.len() as u64) as usize]
}

/// The first that is not taken; if all are, one with a number.
fn own(taken: &mut HashSet<String>, names: impl IntoIterator<Item = String>) -> String {
    let names: Vec<String> = names.into_iter().collect();
    let free = names.iter().find(|name| !taken.contains(*name)).cloned();
    let name = free.unwrap_or_else(|| {
        (2u64..).map(|many| format!("{} {many}", names[0])).find(|name| !taken.contains(name)).unwrap_or_default()
    });
    taken.insert(name.clone());
    name
}
