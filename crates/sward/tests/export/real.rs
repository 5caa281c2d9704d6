//! The real files: the figures that they come to, and that the order of rows makes no difference.

use std::path::Path;

use serde_json::Value;

use crate::kit::{Node, left_out, real_data};

const DAY: &str = "2017-10-31";

/// Brings the three files in, each with its rows in another order if a seed is given.
fn brought_in(folder: &Path, seed: Option<u64>) -> Node {
    let node = Node::new();
    node.ok(&["init", "Nashville Groups", "--code", "nashville", "--now", DAY]);
    for what in ["units", "meetings", "memberships"] {
        let text = std::fs::read_to_string(folder.join("nashville").join(format!("{what}.csv"))).unwrap();
        let file = node.write(&format!("{what}.csv"), seed.map_or(text.clone(), |seed| shuffled(&text, seed)));
        node.ok(&["import", what, &file, "--now", DAY]);
    }
    node
}

/// The header, and the rows in an order that follows from the seed. A row may have several lines.
fn shuffled(text: &str, seed: u64) -> String {
    let mut rows: Vec<String> = vec![];
    let mut open = false;
    for line in text.split_inclusive('\n') {
        match rows.last_mut() {
            Some(row) if open => *row += line,
            _ => rows.push(line.into()),
        }
        open ^= line.matches('"').count() % 2 == 1;
    }
    let mut chance = sward::simulate::Chance::new(seed);
    for at in (2..rows.len()).rev() {
        let other = 1 + chance.below(at as u64) as usize;
        rows.swap(at, other);
    }
    rows.concat()
}

/// Every figure of an answer; ids are another organisation's, so names stand for units.
fn figures(mut answer: Value) -> Value {
    fn without_ids(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("unit");
                fields.values_mut().for_each(without_ids);
            }
            Value::Array(values) => values.iter_mut().for_each(without_ids),
            _ => {}
        }
    }
    without_ids(&mut answer);
    // Among equals an id decides who stands first.
    for list in ["steps", "offers", "dormant"] {
        if let Some(Value::Array(values)) = answer.get_mut(list) {
            values.sort_by_key(|value| value.to_string());
        }
    }
    answer
}

#[test]
fn the_order_of_rows_makes_no_difference_and_the_figures_are_those_of_the_files() {
    let Some(folder) = real_data() else {
        return left_out("figures of real files", "SWARD_REAL_DATA names no folder that holds them");
    };
    let as_they_are = brought_in(&folder, None);
    let asked = ["first-step", "--as-of", "2017-10-30", "--lines", "1000"];
    let before = figures(as_they_are.json(&asked));
    assert!(before["whole"]["sums"].is_object());
    for seed in [1, 2] {
        assert_eq!(figures(brought_in(&folder, Some(seed)).json(&asked)), before, "seed {seed}");
    }
    backtest(&as_they_are);
    twice(&as_they_are);
    assert!(as_they_are.ok(&asked[..3]).contains("left out for all: Presence, Renewal, Books"));
}

fn backtest(node: &Node) {
    let answer = node.json(&["health", "backtest", "--at", "2017-05-01"]);
    for (population, cells, silent, recency, meetings, auc) in
        [(0, 340, 31, 7_752, 11_302, 0.8391), (1, 326, 23, 5_890, 11_079, 0.8007)]
    {
        let cut = &answer["populations"][population]["cuts"][0];
        let counted = ["cells", "silent", "recency", "meetings"].map(|name| cut[name].as_i64().unwrap());
        assert_eq!(counted, [cells, silent, recency, meetings], "{cut}");
        let found = cut["recency_alone"].as_f64().unwrap();
        assert!((found - auc).abs() < 0.000_05, "{found} and not {auc}");
    }
    let days = ["2016-11", "2016-12", "2017-01", "2017-02", "2017-03", "2017-04", "2017-05"]
        .map(|month| format!("{month}-01"));
    let at = days.iter().flat_map(|day| ["--at", day.as_str()]);
    let asked = ["health", "backtest"].into_iter().chain(at).collect::<Vec<_>>();
    let b = node.json(&asked)["populations"][1].clone();
    let [formula, alone] = ["formula", "recency_alone"].map(|name| b[name]["auc"].as_f64().unwrap());
    assert!((formula - 0.860).abs() < 0.001 && (alone - 0.837).abs() < 0.001, "{formula}, {alone}");
}

/// The same file again changes nothing.
fn twice(node: &Node) {
    let before = node.digest();
    for what in ["units", "meetings", "memberships"] {
        let report = node.json(&["import", what, &format!("{what}.csv"), "--now", DAY]);
        assert_eq!((&report["added"], &report["changed"]), (&0.into(), &0.into()), "{what}: {report}");
    }
    assert_eq!(node.digest(), before);
}

#[test]
fn rows_are_shuffled_whole() {
    let text = "a,b\n1,\"x\ny\"\n2,z\n3,w\n";
    let mixed = shuffled(text, 5);
    assert!(mixed.starts_with("a,b\n") && mixed.contains("1,\"x\ny\"\n") && mixed.len() == text.len());
}
