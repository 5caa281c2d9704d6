//! Why a command is not done, or a fact set aside. The sentences, with the next step, are Fluent
//! messages of the same name.

/// Declares the refusals, each with the name of its sentence.
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Why a command is not done, or a fact not applied.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Refusal { $($(#[$doc])* $name,)* }

        impl Refusal {
            /// All of them, so that a test can ask each for its sentence.
            pub const ALL: &[Refusal] = &[$(Refusal::$name,)*];

            /// The name of its sentence.
            pub const fn code(self) -> &'static str {
                match self { $(Refusal::$name => $code,)* }
            }
        }
    };
}

refusals! {
    /// The actor's office does not reach this.
    NotYours = "not-yours",
    /// The actor's term is not known, has not begun, or has ended.
    NoSuchTerm = "no-such-term",
    /// The actor's term is suspended from above.
    Suspended = "suspended",
    /// The command's bytes are not a command of this kind.
    NotACommand = "not-a-command",
    /// The same command id came with other bytes.
    OtherBytes = "other-bytes",
    /// This node does not keep the book.
    NotKeeper = "not-keeper",
    /// The book stands still until a new keeper is named.
    Stopped = "stopped",
    /// The book holds facts that this program is too old for.
    NewerFacts = "newer-facts",
    /// No key for this record is here.
    NoKey = "no-key",
    /// The text, the list or the number is past a limit.
    TooLong = "too-long",
    /// A name may not be empty.
    NoName = "no-name",
    /// There is no such thing here.
    NotHere = "not-here",
    /// It exists already, and differs.
    Exists = "exists",
    /// The unit is closed.
    Closed = "closed",
    /// A unit cannot stand under itself or under one below it.
    Circle = "circle",
    /// The tree would be deeper than the limit.
    TooDeep = "too-deep",
    /// A cell has no units below it.
    BelowACell = "below-a-cell",
    /// The unit still has members, or units below it.
    NotEmpty = "not-empty",
    /// Moves stand in the root's bulletin.
    NotTheRoot = "not-the-root",
    /// A grant wider than the giver's own.
    WiderThanOwn = "wider-than-own",
    /// The term has ended already, or has not begun.
    NotInOffice = "not-in-office",
    /// The last organiser of the centre cannot go: nobody could begin another term.
    LastOrganiser = "last-organiser",
    /// The person is not on the roll.
    NotOnTheRoll = "not-on-the-roll",
    /// The day lies before the person's beginning.
    BeforeTheBeginning = "before-the-beginning",
    /// The meeting is not set yet.
    NotSet = "not-set",
    /// The meeting is not held yet.
    NotHeld = "not-held",
    /// The meeting was held, so it cannot be cancelled or set anew.
    AlreadyHeld = "already-held",
    /// The meeting was cancelled.
    Cancelled = "cancelled",
    /// There are no minutes to confirm yet.
    NoMinutes = "no-minutes",
    /// Two who were there confirm: two different ones.
    TwoWhoWereThere = "two-who-were-there",
    /// A reader has parts, and each of them questions.
    NotAReader = "not-a-reader",
    /// The reader has no such part.
    NoSuchPart = "no-such-part",
    /// The meeting is a session already.
    SessionTaken = "session-taken",
    /// The circle is finished or dropped.
    CircleOver = "circle-over",
    /// No month has so many hours to give.
    TooManyHours = "too-many-hours",
    /// The task is done or dropped.
    TaskOver = "task-over",
    /// Whoever raised the concern says that it is settled.
    Settled = "settled",
    /// The code is not the one that the receipt of this concern holds.
    NotTheReceipt = "not-the-receipt",
    /// The policy was withdrawn.
    PolicyOver = "policy-over",
    /// The file is neither a PDF nor plain text.
    NotAFile = "not-a-file",
    /// The file is called what such a file may not be called.
    FileName = "file-name",
    /// The file is larger than one may be, or a piece of it is not of its length.
    FileTooLarge = "file-too-large",
    /// As many files are attached as may be.
    FilesEnough = "files-enough",
    /// The policy does not hold yet: cells are only asked what they think.
    NotAdopted = "not-adopted",
    /// The cell has no cash book yet, and nobody said in which currency.
    NoCash = "no-cash",
    /// It is no amount that may stand in a posting, or the book would come to more than it may.
    NotAnAmount = "not-an-amount",
    /// The unit's money is of another currency.
    OtherCurrency = "other-currency",
    /// The day is not of the year of that cash book.
    OtherYear = "other-year",
    /// Two have counted this part of the cash book, or its year is over.
    CashClosed = "cash-closed",
    /// The book of the year before ends with another amount.
    CarriedOver = "carried-over",
    /// The cash holds less than that.
    NotInTheCash = "not-in-the-cash",
    /// There is no such posting, or it was taken back.
    NoPosting = "no-posting",
    /// The cash was not counted.
    NotCounted = "not-counted",
    /// Whoever signs in here says for themselves that they counted.
    TheirOwnCount = "their-own-count",
    /// The month is too far off.
    FarMonth = "far-month",
    /// It would end before it begins.
    EndsBefore = "ends-before",
    /// They declined that it be counted who is in touch with them.
    Declined = "declined",
    /// Whoever signs in here says this for themselves.
    SaysThemselves = "says-themselves",
    /// The day lies more than a year back.
    TooLongAgo = "too-long-ago",
    /// Whoever goes along with somebody is somebody else.
    SomebodyElse = "somebody-else",
    /// Nobody who lives joined so long ago.
    BeforeAnybody = "before-anybody",
    /// No year has such a day.
    NoSuchDay = "no-such-day",
    /// The help was settled or withdrawn.
    HelpOver = "help-over",
    /// The help is matched already.
    HelpMatched = "help-matched",
    /// Help is matched with help of the same sort from the other side, of somebody else.
    NoMatch = "no-match",
    /// Fewer answered than may be told of.
    TooFew = "too-few",
    /// Whoever signs in here confirms for themselves.
    TheirOwnWord = "their-own-word",
    /// The minutes are confirmed, so they are not changed.
    AlreadyConfirmed = "already-confirmed",
    /// Meetings are of cells and units that exist to meet.
    NotACell = "not-a-cell",
    /// The cadence must lie between a week and 92 days.
    NotACadence = "not-a-cadence",
    /// The release is due once a week at most.
    TooSoon = "too-soon",
    /// The text was changed by someone else since.
    Changed = "changed",
    /// What is taken out of minutes is marked, and nothing else of them changes.
    OnlyTakenOut = "only-taken-out",
    /// The day has not come.
    NotYet = "not-yet",
    /// An open entry may not name a person or hold free text.
    NamesAPerson = "names-a-person",
    /// What is private to a person is not locked under that person's key.
    NotLocked = "not-locked",
    /// Two people have to ask for this, and one has asked already.
    TwoPeople = "two-people",
    /// The person was erased, and nothing more is put down of them.
    Erased = "erased",
    /// The account that attests it is not enrolled at the node that says so, or is another person's.
    NotEnrolled = "not-enrolled",
    /// Two officers have to sign this with their passkeys.
    TwoSign = "two-sign",
    /// The signatures by passkeys do not stand for this: another command, another term, or a key that is not known.
    NotSigned = "not-signed",
    /// The code is not the one that the newest parcel for this recipient holds.
    NotTheCode = "not-the-code",
    /// Fewer recovery keys signed than needed.
    TooFewSignatures = "too-few-signatures",
    /// The head that the appointment names is not held here.
    UnknownHead = "unknown-head",
}
