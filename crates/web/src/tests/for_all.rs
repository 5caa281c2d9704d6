//! Pages in pieces: nothing of them is lost, and no id is handed out twice.

use book::CommandId;
use proptest::prelude::*;

use crate::for_all::Pieces;

proptest! {
    #[test]
    fn a_page_comes_together_as_it_was_but_for_its_ids(
        // No text ends as an id begins: ids of pages are drawn at random, and these are not.
        texts in prop::collection::vec("[g-z<>łó]{0,20}", 1..8),
        order in prop::collection::vec(0..3_usize, 0..8),
    ) {
        let ids = [[0xa1; 16], [0xb2; 16], [0xc3; 16]].map(CommandId);
        let page = |ids: &[CommandId]| {
            let ids = order.iter().map(|which| ids[*which].to_string()).chain([String::new()]);
            texts.iter().cloned().zip(ids.chain(std::iter::repeat(String::new()))).flat_map(|(text, id)| [text, id]).collect::<String>()
        };
        let pieces = Pieces::cut(&page(&ids), &ids);
        let drawn = |begin: u8| [begin, begin + 1, begin + 2].map(|byte| CommandId([byte; 16]));
        let (one, other) = (pieces.join(&drawn(1)), pieces.join(&drawn(101)));
        prop_assert_eq!(&one, &page(&[[1; 16], [2; 16], [3; 16]].map(CommandId)));
        prop_assert_eq!(&other, &page(&[[101; 16], [102; 16], [103; 16]].map(CommandId)));
        prop_assert!(ids.iter().all(|id| !one.contains(&id.to_string())));
    }
}
