//! Every kind of subject, one line each.

use ledger::AnyKind;

/// All kinds that this program knows.
pub fn kinds() -> Vec<Box<dyn AnyKind>> {
    vec![
        Box::new(unit::unit(member::inside)),
        Box::new(unit::OFFICE),
        Box::new(unit::SUSPENSION),
        Box::new(unit::PERMIT),
        Box::new(unit::PLACE),
        Box::new(unit::MOVE),
        Box::new(unit::KEEPER),
        Box::new(unit::CITE),
        Box::new(unit::AREA),
        Box::new(unit::ACCOUNT),
        Box::new(unit::RECIPIENT),
        Box::new(unit::LETTERBOX),
        Box::new(unit::load(member::holds)),
        Box::new(member::MEMBER),
        Box::new(member::HOLDER),
        Box::new(member::ACCESS),
        Box::new(meeting::MEETING),
        Box::new(meeting::CADENCE),
        Box::new(task::TASK),
        Box::new(study::READER),
        Box::new(study::BOOKLET),
        Box::new(study::CIRCLE),
        Box::new(policy::POLICY),
        Box::new(policy::RESPONSE),
        Box::new(concern::CONCERN),
        Box::new(public_page::PUBLIC_PAGE),
        Box::new(public_page::APPLICATION),
        Box::new(dues::CASH),
        Box::new(dues::RATE),
        Box::new(dues::WAIVER),
        Box::new(dues::LEVY),
        Box::new(dues::DUES),
        Box::new(care::CARE),
        Box::new(care::HELP),
        Box::new(care::NEARBY),
        Box::new(care::PULSE),
        Box::new(returns::RETURN),
        Box::new(returns::SIGN),
        Box::new(health::BASELINE),
    ]
}
