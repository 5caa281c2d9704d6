//! Who there is, what there is to open and to ask for, and what each is answered with.

/// What kind of page stands at an address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Class {
    /// A unit's first page.
    First,
    /// What everybody at home in a unit sees.
    Inside,
    /// Lists of what a unit's record holds, for those who see its people.
    Among,
    /// One thing that a cell's record holds.
    One,
    /// A form for those who write.
    Writers,
    /// What waits for those in office, whether or not they write.
    Officers,
    /// The first weeks in an office of a cell, for those in one who see people.
    Beginning,
    /// Who signs in here: for those in office who see people.
    Accounts,
    /// A unit, for those who manage it.
    Managers,
    /// What leads to the viewer's own.
    Own,
    /// A cell's money, for those who keep its cash.
    Cash,
    /// The same, or above cells the sums of all below.
    Dues,
    /// The viewer's own, for those on a roll.
    Mine,
    /// A cell's health, from its open figures.
    Health,
    /// What is worked out above cells.
    Above,
    /// What stands in open bulletins, for all who find the unit.
    Open,
    /// What is for one office alone.
    Desk,
    /// What is there for everybody, signed in or not.
    Public,
}

pub const ROUTES: [(&str, Class); 53] = [
    ("/u/{unit}", Class::First),
    ("/u/{unit}/people", Class::Among),
    ("/u/{unit}/people/new", Class::Writers),
    ("/u/{unit}/people/same", Class::Writers),
    ("/u/{unit}/people/{id}", Class::One),
    ("/u/{unit}/offices", Class::Among),
    ("/u/{unit}/looked", Class::Inside),
    ("/u/{unit}/forgotten", Class::Inside),
    ("/u/{unit}/you", Class::Own),
    ("/u/{unit}/mine", Class::Mine),
    ("/u/{unit}/you/held", Class::Mine),
    ("/u/{unit}/you/take", Class::Mine),
    ("/u/{unit}/you/take/json", Class::Mine),
    ("/u/{unit}/you/take/page", Class::Mine),
    ("/u/{unit}/sign-in", Class::Inside),
    ("/u/{unit}/privacy", Class::Inside),
    ("/u/{unit}/accounts", Class::Accounts),
    ("/u/{unit}/signing", Class::Officers),
    ("/u/{unit}/unit", Class::Managers),
    ("/u/{unit}/meetings", Class::Among),
    ("/u/{unit}/tasks", Class::Among),
    ("/u/{unit}/dues", Class::Dues),
    ("/u/{unit}/dues/book", Class::Cash),
    ("/u/{unit}/dues/count", Class::One),
    ("/u/{unit}/dues/of/{id}", Class::Cash),
    ("/u/{unit}/you/dues", Class::Mine),
    ("/u/{unit}/care", Class::Among),
    ("/u/{unit}/study", Class::Open),
    ("/u/{unit}/readers/{id}", Class::Open),
    ("/u/{unit}/circles/{id}", Class::One),
    ("/u/{unit}/beginning", Class::Beginning),
    ("/u/{unit}/load", Class::Among),
    ("/u/{unit}/you/care", Class::Mine),
    ("/u/{unit}/meetings/{id}", Class::One),
    ("/u/{unit}/meetings/{id}/calendar", Class::One),
    ("/u/{unit}/health", Class::Health),
    ("/u/{unit}/first-step", Class::Above),
    ("/u/{unit}/cells", Class::Above),
    ("/u/{unit}/areas", Class::Above),
    ("/u/{unit}/policies", Class::Open),
    ("/u/{unit}/concerns", Class::Inside),
    ("/u/{unit}/concerns/new", Class::Inside),
    ("/u/{unit}/concerns/{id}", Class::Desk),
    ("/concern", Class::Public),
    ("/u/{unit}/page", Class::Writers),
    ("/u/{unit}/handing-over", Class::Writers),
    ("/p", Class::Public),
    ("/p/{unit}", Class::Public),
    ("/p/{unit}/feed", Class::Public),
    ("/p/{unit}/calendar.ics", Class::Public),
    ("/p/{unit}/asked", Class::Public),
    ("/u/{unit}/policies/{id}", Class::Open),
    ("/u/{unit}/policies/{id}/files/{number}", Class::Open),
];

/// What a form is about.
#[derive(Clone, Copy)]
pub enum About {
    Nothing,
    Person,
    Meeting,
    Unit,
}

pub type Deed = (&'static str, About, &'static [(&'static str, &'static str)]);

pub const DEEDS: [Deed; 145] = [
    ("meeting.set", About::Nothing, &[("day", "2026-03-10"), ("clock", "19:30")]),
    ("meeting.cadence", About::Unit, &[("every", "28")]),
    ("meeting.plan", About::Meeting, &[("agenda", "One point")]),
    ("meeting.roll", About::Meeting, &[("text", "So far")]),
    ("meeting.close", About::Meeting, &[("text", "Decided: more")]),
    ("meeting.minute", About::Meeting, &[("from", "1"), ("text", "Decided: less")]),
    ("meeting.redact", About::Meeting, &[("from", "1"), ("text", "Decided: […]")]),
    ("meeting.confirm", About::Meeting, &[]),
    ("meeting.cancel", About::Meeting, &[("reason", "Snow")]),
    ("task.set", About::Nothing, &[("text", "Call the hall"), ("due", "2026-03-01")]),
    ("task.change", About::Nothing, &[("due", "2026-03-01")]),
    ("task.finish", About::Nothing, &[]),
    ("task.drop", About::Nothing, &[]),
    ("task.reopen", About::Nothing, &[]),
    ("reader.write", About::Nothing, &[("from", "0"), ("title", "Bread"), ("text", "# Rye\n? Why?")]),
    ("reader.withdraw", About::Nothing, &[]),
    ("booklet.write", About::Nothing, &[("from", "0"), ("title", "Our hill"), ("text", "# Rye\n? Why?")]),
    ("booklet.withdraw", About::Nothing, &[]),
    ("circle.begin", About::Nothing, &[("reader", "00000000000000000000000000000000")]),
    ("circle.lead", About::Nothing, &[]),
    ("circle.assign", About::Nothing, &[("part", "1"), ("day", "2026-03-10")]),
    ("circle.finish", About::Nothing, &[]),
    ("circle.drop", About::Nothing, &[]),
    ("circle.reopen", About::Nothing, &[]),
    ("response.talk", About::Unit, &[("version", "1")]),
    ("response.report", About::Unit, &[("version", "1"), ("outcome", "done")]),
    ("response.object", About::Unit, &[("version", "1"), ("reason", "means"), ("text", "We cannot.")]),
    ("response.back", About::Unit, &[]),
    ("concern.acknowledge", About::Nothing, &[]),
    ("concern.answer-so-far", About::Nothing, &[("text", "Soon.")]),
    ("concern.answer", About::Nothing, &[("text", "Here it is.")]),
    ("concern.pass-on", About::Nothing, &[("text", "You know better.")]),
    ("concern.take-up", About::Nothing, &[]),
    ("concern.look", About::Unit, &[("code", "ABCD")]),
    ("concern.settle", About::Unit, &[("code", "ABCD")]),
    ("concern.appeal", About::Unit, &[("code", "ABCD")]),
    ("page.show", About::Unit, &[("about", "We meet on Tuesdays."), ("offers", "joins")]),
    ("page.post", About::Unit, &[("title", "Swallows"), ("text", "They are back.")]),
    ("page.take-down", About::Unit, &[("number", "1")]),
    ("page.hide", About::Unit, &[]),
    ("application.accept", About::Nothing, &[]),
    ("application.decline", About::Nothing, &[]),
    ("public.apply", About::Nothing, &[("name", "Farah Haddad"), ("contact", "+48 600 000 044")]),
    ("public.asked", About::Unit, &[("code", "ABCD")]),
    ("public.withdraw", About::Unit, &[("code", "ABCD")]),
    ("public.raise-concern", About::Nothing, &[("text", "It is cold.")]),
    ("me.raise-concern", About::Nothing, &[("text", "It is cold.")]),
    ("care.met", About::Person, &[("how", "call")]),
    ("care.struck", About::Person, &[("how", "call"), ("day", "2026-02-09")]),
    ("care.companion", About::Person, &[]),
    ("care.remember", About::Person, &[("day", "14"), ("month", "3"), ("of", "birthday")]),
    ("care.decline", About::Person, &[]),
    ("care.consent", About::Person, &[]),
    ("care.ask", About::Nothing, &[("sort", "lift")]),
    ("care.offer", About::Nothing, &[("sort", "lift")]),
    ("care.match", About::Nothing, &[]),
    ("care.settle", About::Nothing, &[]),
    ("care.withdraw", About::Nothing, &[]),
    ("member.join", About::Nothing, &[("name", "Farah Haddad"), ("day", "2026-02-03")]),
    ("member.describe", About::Person, &[("name", "Somebody Else")]),
    ("member.welcome", About::Person, &[]),
    ("member.leave", About::Person, &[("day", "2026-02-01")]),
    ("member.return", About::Person, &[("day", "2022-09-13")]),
    ("member.transfer", About::Person, &[]),
    ("member.same", About::Person, &[]),
    ("member.other", About::Person, &[]),
    ("member.apart", About::Person, &[]),
    ("office.begin", About::Unit, &[("office", "secretary"), ("until", "2027-02-01")]),
    ("office.end", About::Unit, &[("office", "secretary"), ("number", "2")]),
    ("office.mine", About::Unit, &[]),
    ("unit.areas", About::Unit, &[("areas", "Alder\nBirch")]),
    ("member.keep", About::Person, &[]),
    ("account.invite", About::Person, &[]),
    ("account.confirm", About::Unit, &[]),
    ("account.reset", About::Unit, &[]),
    ("account.link", About::Unit, &[]),
    ("sign.first", About::Unit, &[("wish", "{}"), ("credential", "{}")]),
    ("sign.second", About::Unit, &[("credential", "{}")]),
    ("sign.drop", About::Unit, &[]),
    ("unit.rename", About::Unit, &[("from", "Mill Lane"), ("name", "The Mill")]),
    ("unit.move", About::Unit, &[]),
    ("unit.keeper", About::Unit, &[]),
    ("unit.close", About::Unit, &[]),
    ("unit.export", About::Unit, &[]),
    ("office.suspend", About::Unit, &[("office", "secretary"), ("number", "1")]),
    ("office.reinstate", About::Unit, &[("office", "secretary"), ("number", "1")]),
    ("policy.write", About::Nothing, &[("from", "0"), ("title", "Visits"), ("text", "Visit everybody.")]),
    ("policy.consult", About::Unit, &[("until", "2026-03-01")]),
    ("policy.adopt", About::Unit, &[("version", "1")]),
    ("policy.withdraw", About::Unit, &[("reason", "Snow")]),
    ("policy.reply", About::Unit, &[("reason", "means"), ("text", "Take the bus.")]),
    ("policy.attach", About::Unit, &[]),
    ("policy.detach", About::Unit, &[("number", "1")]),
    ("own.object", About::Unit, &[]),
    ("return.release", About::Unit, &[("month", "2026-01")]),
    ("own.password", About::Unit, &[("name", "nobody"), ("password", "not tried by anybody")]),
    ("own.codes", About::Unit, &[]),
    ("own.passkey", About::Unit, &[("ticket", "00000000000000000000000000000000"), ("credential", "{}")]),
    ("own.forget-passkey", About::Unit, &[("key", "0000000000000000")]),
    ("me.take-task", About::Nothing, &[]),
    ("me.free-task", About::Nothing, &[]),
    ("me.finish-task", About::Nothing, &[]),
    ("me.reopen-task", About::Nothing, &[]),
    ("me.ask-help", About::Nothing, &[]),
    ("me.lead", About::Nothing, &[]),
    ("me.load", About::Person, &[("month", "2026-02"), ("calls", "2")]),
    ("me.load-back", About::Person, &[("month", "2026-02")]),
    ("me.met", About::Person, &[("how", "call")]),
    ("me.struck", About::Person, &[("how", "call"), ("day", "2026-02-09")]),
    ("me.remember", About::Person, &[("day", "14"), ("month", "3"), ("of", "birthday")]),
    ("me.forget", About::Person, &[("at", "0")]),
    ("me.decline", About::Person, &[]),
    ("me.consent", About::Person, &[]),
    ("me.ask", About::Nothing, &[("sort", "lift")]),
    ("me.offer", About::Nothing, &[("sort", "lift")]),
    ("me.help", About::Nothing, &[("with", "00000000000000000000000000000000")]),
    ("me.match", About::Nothing, &[]),
    ("me.settle", About::Nothing, &[]),
    ("me.withdraw", About::Nothing, &[]),
    ("me.pulse", About::Person, &[("quarter", "2026-01"), ("question", "0"), ("answer", "skip")]),
    ("me.agree", About::Meeting, &[("from", "1")]),
    ("me.describe", About::Person, &[("name", "Somebody Else")]),
    ("me.erase", About::Person, &[]),
    ("me.keep", About::Person, &[]),
    ("me.leave", About::Person, &[]),
    ("dues.begin", About::Unit, &[("currency", "CHF"), ("amount", "5"), ("every", "month"), ("from", "2026-01")]),
    ("dues.settle", About::Unit, &[("amount", "6"), ("every", "quarter"), ("from", "2026-01")]),
    ("dues.take", About::Unit, &[("amount", "5.00"), ("from", "gift")]),
    ("dues.give", About::Unit, &[("amount", "1.00"), ("to", "spent")]),
    ("dues.reverse", About::Unit, &[("year", "2026"), ("number", "1")]),
    ("dues.waive", About::Person, &[("from", "2026-01")]),
    ("dues.lift", About::Person, &[("from", "2026-01")]),
    ("dues.count", About::Unit, &[("year", "2026"), ("upto", "0"), ("found", "4")]),
    ("dues.confirm", About::Unit, &[("year", "2026"), ("upto", "0")]),
    ("me.agree-count", About::Unit, &[("year", "2026"), ("upto", "0")]),
    ("dues.levy", About::Unit, &[("currency", "CHF"), ("amount", "1"), ("every", "month"), ("from", "2026-01")]),
    ("member.own-link", About::Person, &[]),
    ("member.own-link-end", About::Person, &[]),
    ("me.own-link-end", About::Person, &[]),
    ("own.calendar", About::Unit, &[]),
    ("own.calendar-end", About::Unit, &[]),
    ("own.mail", About::Unit, &[("named", "yes")]),
    ("own.mail-stop", About::Unit, &[]),
    ("own.end", About::Unit, &[("which", "0000000000000000")]),
    // The last, since nothing can be asked of an erased person.
    ("member.erase", About::Person, &[]),
];

/// Whether those ask for it who manage the unit.
pub fn is_of_managers(deed: &str) -> bool {
    let from_above = matches!(deed, "office.suspend" | "office.reinstate");
    from_above
        || deed.starts_with("policy.")
        || deed.starts_with("reader.")
        || matches!(deed, "dues.levy" | "unit.rename" | "unit.move" | "unit.keeper" | "unit.close" | "unit.export")
}

/// Whether those ask for it who keep a cell's cash.
pub fn is_of_cash(deed: &str) -> bool {
    deed.starts_with("dues.") && deed != "dues.levy"
}

/// Who keeps the cash of which units.
pub fn keeps_cash(name: &str, unit: &str) -> bool {
    matches!((name, unit), ("secretary" | "treasurer", "mill") | ("sibling", "hill"))
}

/// Whether everybody at home in a unit may ask for it, about themselves.
pub fn is_own(deed: &Deed) -> bool {
    deed.0.starts_with("own.") || deed.0.starts_with("me.")
}

/// What everybody in office asks for, about an account, what is to be signed, or a concern that is for them.
pub const OF_OFFICERS: [&str; 11] = [
    "sign.first",
    "sign.second",
    "sign.drop",
    "account.confirm",
    "account.reset",
    "account.link",
    "concern.acknowledge",
    "concern.answer-so-far",
    "concern.answer",
    "concern.pass-on",
    "concern.take-up",
];

/// What anybody asks for, signed in or not: with a receipt's code, or in vain.
pub fn is_anybodys(deed: &Deed) -> bool {
    matches!(deed.0, "concern.look" | "concern.settle" | "concern.appeal") || deed.0.starts_with("public.")
}

/// Who manages which units: the organiser of the valley holds an office of it alone, the centre's reaches below.
pub fn manages(name: &str, unit: &str) -> bool {
    matches!((name, unit), ("secretary", "mill") | ("sibling", "hill") | ("region", "valley") | ("centre", _))
}

/// Addresses outside the site's list: they show and change nothing without a session or a secret of their own.
pub const BESIDE: [&str; 7] = ["/", "/out", "/do", "/a/{file}", "/calendar/{token}", "/stop/{token}", "/in"];

/// Everybody, with their unit, what they do in it, and whether they are on its roll.
pub const VIEWERS: [(&str, &str, Place, bool); 10] = [
    ("outsider", "", Place::Member, false),
    ("member", "mill", Place::Member, true),
    ("secretary", "mill", Place::Writer, true),
    ("deputy", "mill", Place::Writer, true),
    ("treasurer", "mill", Place::Officer, true),
    ("ombuds", "mill", Place::Ombuds, false),
    ("neighbour", "hill", Place::Member, true),
    ("sibling", "hill", Place::Writer, true),
    ("region", "valley", Place::Writer, false),
    ("centre", "meadow", Place::Writer, false),
];

/// Every unit that is asked for, with the units above it.
pub const UNITS: [(&str, &[&str]); 5] = [
    ("mill", &["valley", "meadow"]),
    ("hill", &["valley", "meadow"]),
    ("valley", &["meadow"]),
    ("coast", &["meadow"]),
    ("meadow", &[]),
];

/// What somebody is in the unit where they are at home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    Member,
    /// Holds an office that writes nothing.
    Officer,
    /// Holds an office that writes nothing, and sees nobody's name.
    Ombuds,
    Writer,
}

/// How a viewer stands to a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stands {
    Nobody,
    Elsewhere,
    Above,
    Inside(Place),
}

pub fn stands(of: &str, place: Place, unit: (&str, &[&str])) -> Stands {
    match of {
        "" => Stands::Nobody,
        _ if of == unit.0 => Stands::Inside(place),
        _ if unit.1.contains(&of) => Stands::Above,
        _ => Stands::Elsewhere,
    }
}

pub fn is_cell(unit: &str) -> bool {
    matches!(unit, "mill" | "hill")
}

/// What a page is answered with.
pub fn expected(class: Class, stands: Stands, cell: bool, on_roll: bool, (manages, keeps): (bool, bool)) -> u16 {
    let inside = matches!(stands, Stands::Inside(_));
    let among = inside && stands != Stands::Inside(Place::Ombuds);
    let found = |found: bool| if found { 200 } else { 404 };
    match class {
        Class::Public => 200,
        _ if stands == Stands::Nobody => 401,
        _ if stands == Stands::Elsewhere => 404,
        Class::First if cell && !among => 303,
        Class::First => 200,
        Class::Inside => found(inside),
        Class::Among => found(among),
        Class::One => found(among && cell),
        Class::Writers => found(stands == Stands::Inside(Place::Writer)),
        Class::Managers => found(manages),
        Class::Officers => found(inside && stands != Stands::Inside(Place::Member)),
        Class::Beginning => found(among && cell && stands != Stands::Inside(Place::Member)),
        Class::Accounts => found(among && stands != Stands::Inside(Place::Member)),
        Class::Dues if !cell => 200,
        Class::Cash | Class::Dues => found(keeps),
        Class::Own if inside && on_roll => 303,
        Class::Own => 404,
        Class::Mine => found(inside && on_roll),
        Class::Health => found(cell),
        Class::Above => found(!cell),
        Class::Open => 200,
        Class::Desk => found(cell && matches!(stands, Stands::Inside(Place::Writer | Place::Ombuds))),
    }
}
