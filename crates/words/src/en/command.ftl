# What the command line says.
damaged = A file of this folder is damaged ({ $why }). If it is keys.db, put it back from a backup of the keys. Else try 'sward refold'; if that does not help, 'sward verify' tells which book to fetch again.
machine = Something on this machine is at fault: { $why }
no-folder = There is no organisation in { $path }. Begin one with 'sward init', or name its folder with --dir.
store-missing = The file { $path } is missing, though books are here. Put it back from a backup: it says which device's secret belongs to them.
folder-exists = The folder for the backup is there already. Name a new one.
organisation-exists = There is an organisation in this folder already. Name another folder with --dir.
meeting-was-set = Set. Its id begins with { $id }.
member-joined = { $name } is on the roll; the id begins with { $id }.
no-organisation = There is no organisation in this folder yet. Begin one with 'sward init'.
folder-unwritable = { $path } cannot be written. Check the folder and its rights.
device-missing = This device's secret is not at { $path }. Name its file with --device; a restored copy needs a keeper appointed anew.
device-damaged = The file { $path } is not a device's secret. Put the right one in its place.
device-plain = The secret { $path } is under no passphrase, so it cannot keep anything locked. For an encrypted folder name another file with --device, and let 'sward init --encrypt' make it.
device-costly = The secret { $path } asks for more memory or time than any of ours does. Put the right one in its place.
folder-shut = The files of this folder do not open with this device's secret: it is another folder's, or books.db is damaged. Name the right one with --device; 'sward verify' tells more.
folder-plain = The files of this folder are plain, but the device's secret is one for encrypted files. Name the folder's own secret with --device.
passphrase-ask = { "Passphrase of this device: " }
passphrase-choose = { "A new passphrase, such as four or five words that nobody would guess: " }
passphrase-again = { "The same once more: " }
passphrase-short = That is too short: a passphrase has at least { $n } signs. Take four or five words that have nothing to do with each other.
passphrase-long = That is too long: a passphrase has at most { $n } bytes. Take a shorter one.
passphrase-twice = The two are not the same, so nothing was done. Try again.
passphrase-wrong = The passphrase does not open the secret { $path }. Type it once more; capitals and spaces count. Nobody can open it without.
passphrase-no-terminal = A passphrase is needed, and there is no terminal to ask for it. Name a file that holds it with --passphrase-file.
passphrase-unreadable = The file of the passphrase, { $path }, cannot be read: { $why }. Name another with --passphrase-file.
passphrase-changed = Done. From now on { $path } opens with the new passphrase. Older copies of that file still open with the old one: replace them.
no-home = There is no home folder for the device's secret. Name a file with --device.
no-randomness = This machine gives no random bytes, so nothing safe can be made. Check the system.
unreadable = It cannot be read: { $why }.
unwritable = { $path } cannot be written: { $why }.
no-such-unit = No unit goes by '{ $name }'. See what there is with 'sward unit list'.
several-units = Several units go by '{ $name }'. Name one by the beginning of its id: { $ids }.
no-such-person = Nobody in { $unit } goes by '{ $name }'. See who is there with 'sward member list'.
several-persons = Several people in { $unit } go by '{ $name }'. Name one by their code, or the beginning of their id.
no-such-meeting = No meeting of { $unit } goes by '{ $name }'. See them with 'sward meeting list'.
no-such-office = There is no office '{ $name }'. There are: secretary, deputy, treasurer, organiser, ombuds.
no-such-kind = '{ $kind }' is no kind of unit. A unit is a cell, a region or the centre.
no-actor = Nobody acts in this folder yet. Say who with --as, as '--as secretary'.
office-vacant = Nobody holds the office of { $office } here. Begin a term with 'sward office begin'.
not-a-date = '{ $text }' is not a date. Write it like 2026-03-01, or 2026-03-01T19:30.
not-a-year = '{ $text }' is not a year of birth. Write it like 1984.
not-a-quorum = That is not a quorum. Write it like 1/2,3: half of the roll, and at least three.
not-a-season = That is not a season. Write it like 07-01..08-31.
not-a-rule = These rules cannot be kept: { $what } is not in order.
bad-name = That cannot be written down: { $why }.
field-empty = the field '{ $field }' is empty
nothing-to-appoint = There is nothing to appoint a keeper for: the centre names its own.
day-unconfirmed = Nothing here confirms that today is { $day }, and a clock may be wrong. Confirm it: sward dusk --day { $day }. That holds for five weeks.
none = none
unknown = unknown
done = Done.
already = It is so already; nothing changed.
init-done = { $name } is begun (id { $id }), in { $dir }. You act as its first organiser. Next: 'sward import units FILE', or 'sward unit found'.
init-encrypted = Its files are encrypted. Nobody can open them without the passphrase: write it on paper, and keep it where you keep the copy of the device's secret.
unit-founded = Founded; its id begins with { $id }.
unit-shown =
    { $name } ({ $kind }, { $id })
    stands under: { $way }
    on the roll: { $roll }   meetings: { $meetings }
unit-merged = { $n ->
    [one] One member went
   *[other] { $n } members went
 } over to { $into }, and the cell is closed.
unit-closed = closed
unit-not-admitted = not admitted yet
rules-shown =
    quorum: { $part }/{ $of } of the roll, at least { $least }
    quiet seasons: { $quiet }
    time zone: { $zone }
    who former members were is kept for: { $former }
always = ever
months = { $n ->
    [one] one month
   *[other] { $n } months
 }
office-below = here and below
office-suspended = suspended from above
nobody-above = Nobody is above this unit, so nobody suspends its offices.
office-ended = ended
office-running = running
office-until = until { $day }
office-overdue = was due to end on { $day }
person-shown =
    name: { $name }
    contacts: { $contacts }
    born: { $year }   languages: { $languages }
    member since: { $joined }   code: { $code }
member-left = left { $day }
member-transferred = Gone over to { $to }, where the person is on the roll now.
book-bulletin = bulletin
book-record = record
keeper-here = kept here
keeper-elsewhere = kept by another device
keeper-stopped = stands still
left-behind = { $n ->
    [0] Nothing was left behind.
    [one] One fact was left behind. Take it again with 'sward keeper answer'.
   *[other] { $n } facts were left behind. Take them again with 'sward keeper answer'.
 }
left-one = { "  " }{ $kind }, { $day }
set-aside = Set aside: entry { $seq }, { $kind } ({ $why })
held-quorate = Held: { $present } of { $roll } there, a quorum.
held-not-quorate = Held: { $present } of { $roll } there, no quorum.
meeting-set = set
meeting-held = held
meeting-minuted = minutes written
meeting-confirmed = confirmed
meeting-cancelled = cancelled
decided = Decided: { $text }
return-month = month
return-due = due
return-held = held
return-quorate = quorate
return-present = present
return-members = members
return-joined = joined
return-welcomed = welcomed
return-kept = kept
return-minutes = minutes
return-confirmed = confirmed
return-worked = worked
return-deputy = deputy
return-turns = in turn
return-cared = cared for
return-answered = absences
return-pulse = pulse
return-settled = settled
return-carried = policies
return-released = { $n ->
    [0] { $unit } had told everything up to { $month } already; nothing changed.
    [one] { $unit } has told those above its month { $months }.
   *[other] { $unit } has told those above { $n } months: { $months }.
 }
month-span = { $from } to { $to }
mark-running = running
mark-not-told = not told yet
mark-told = {""}
mark-late = told late
mark-bulk = brought in
mark-closing = fell silent
dusk-done = { $told ->
    [0] Nothing was due.
    [one] One thing was told.
   *[other] { $told } things were told.
 }{ $baselines ->
    [0] {""}
   *[other] { " " }The quarter's baseline is published.
 }{ $erased ->
    [0] {""}
    [one] { " " }The key of one person who was erased is destroyed.
   *[other] { " " }The keys of { $erased } people who were erased are destroyed.
 }{ $gone ->
    [0] {""}
    [one] { " " }One list of who was at a meeting more than a year ago is erased.
   *[other] { " " }{ $gone } lists of who was at meetings more than a year ago are erased.
 }{ $former ->
    [0] {""}
    [one] { " " }One former member is forgotten, as the organisation's term has ended.
   *[other] { " " }{ $former } former members are forgotten, as the organisation's term has ended.
 }
verify-good = In order: { $entries } entries under { $seals } seals in { $books } books; { $entries-per-seal } entries and { $facts-per-seal } facts a seal.
verify-bad = Not in order. Fetch the damaged books again from another node, or from a backup.
verify-damage = unit { $unit }, { $book }, keeper { $keeper }, seq { $seq }: { $why }
backup-done = Copied to { $dir }, without keys. What is locked in it opens with the keys alone: back those up apart.
backup-with-keys = Copied to { $dir }, keys included. Keep that copy apart from any other: it opens everything.
backup-locked = Copied to { $dir }, without keys, and locked to who was named. What is locked inside opens with the keys alone: back those up apart.
backup-locked-with-keys = Copied to { $dir }, keys included, and locked to who was named. Whoever has that key opens everything: keep it apart from the copy.
backup-not-encrypted = This copy is not encrypted.
backup-in-plain = This folder is encrypted, and the copy would not be. Lock it to a key with --to, as age1… ('sward backup-key FILE' makes one), or say --plain if you mean it.
backup-key-made = { $path } opens backups that are locked to this key. Keep it apart from them, and a copy on paper.
    { $recipient }
not-a-recipient = '{ $text }' is not a public key of age. It begins with age1; look whether it was copied whole. 'sward backup-key FILE' makes one.
too-many-recipients = A copy is locked to { $n } keys at most. Name fewer.
not-an-identity = The file { $path } holds no secret key of age. Name the one that 'sward backup-key' or 'age-keygen' made, with --identity.
restore-there = There are books in this folder already. Name a new one with --dir.
restore-nothing = There is no backup in { $path }: it wants books.db or books.age, keys.db or keys.age, and the file store. Name the folder that 'sward backup' made.
restore-locked = { $path } is locked. Name the file with the key that opens it with --identity.
restore-not-for-these = { $path } was locked to another key. Name the right one with --identity.
restore-damaged = { $path } is not whole, or not a copy of ours ({ $why }). Nothing of it was taken; try another copy.
restore-done = Restored into { $dir }: { $books } books.
restore-good = Every seal and link is in order.
restore-bad = Not all of it is in order: 'sward verify' tells what. Do not write here; try another copy.
restore-same-device = It belongs to this device, as before. Put the old folder away for good: if both are written to, the book forks.
restore-under-passphrase = Its files are encrypted, and this device's secret is under the passphrase now: the old folder does not open with it any more. Destroy that one, and older copies of the secret.
restore-new-device = This device is new to it: it reads, and writes once it is keeper. Its key is { $device }; see 'sward keeper appoint'. Keep a copy of its secret.
export-too-many = That would give out the names of more than { $n } people at once. Give them out piece by piece, each with '--below UNIT': each piece is noted where its people see it. Or have two allow it, on the unit's own page.
export-done = { $n ->
    [one] One row is
   *[other] { $n } rows are
 } in { $path }.
import-lost = An import was interrupted, and the copy of its file is gone. Bring the file in again.
import-under-way = Another import is under way in this folder. Wait until it is done, then bring the file in again.
import-finishing = An import was interrupted; it is finished first.
import-done = Brought in: { $added } added, { $changed } changed, { $skipped } as they were, { $refused } refused.
import-dry = Nothing was changed. It would be: { $added } added, { $changed } more to look at, { $refused } refused.
import-refused = Nothing was changed: { $refused ->
    [one] one line is
   *[other] { $refused } lines are
 } not in order. Mend the file, then bring it in again.
import-columns = Columns that were left out: { $columns }.
import-undated = { $n ->
    [one] One membership has no beginning: it weighs
   *[other] { $n } memberships have no beginning: they weigh
 } in the cell's size at every date, and nowhere else.
import-line = { "  " }line { $line }: { $why }
import-twice = the code { $code } stands twice
import-look-alike = '{ $name }' looks like '{ $other }', and is written otherwise: is it another?
import-two-roots = there is more than one centre
import-stays = the unit is here already, and its kind and the day of its founding stay as they are
import-no-parent = { $code } stands under { $parent }, which is nowhere
import-no-unit = there is no unit { $code }: bring units in first
cannot-listen = Nothing can be served at { $at } ({ $why }). Name another address with --at.
serving = Serving at { $at }. End with Ctrl-C.
served = Served.
serve-now = Pages go by this machine's clock, so 'serve' takes neither --now nor --as-of. Leave them out; on a page, '?as_of=2026-03-01' at the end of its address shows that day.
page-not-shown = { $unit } shows no page. Show one with 'sward page show'.
invite-nobody = A link is for somebody: the holder of an office ('--as secretary'), or a member ('--person NAME').
invite-made = This link works once, within three days:
    { $url }
demo-serves = Sward is at { $at }. Come in by one of these links, each once:
    { $links }
    End with Ctrl-C.
link-secretary = the secretary of { $unit }
link-member = a member of { $unit }
link-region = the organiser of { $unit }
link-centre = the centre, { $unit }
areas-no-list = No list of areas was given below this unit. Give one with 'sward unit areas UNIT --from FILE', a table with a column 'area'.
invite-has-account = They have an account here, and sign in with what they chose. If that is lost, two officers of the unit open the way again, on its page of accounts.
bad-origin = { $origin } is not an address by which browsers let pages make passkeys. Give one as https://cells.example, or http://localhost:8080 on this machine.
person-erasure-asked = You asked that this person be erased. A second person has to ask too.
person-erased = Two people have asked: nothing is told of this person any more, and in a week the key to what is locked is destroyed.
retention-shown = On { $day } these would go: { $lists ->
    [0] no list of who was at a meeting
    [one] one list of who was at a meeting more than a year before
   *[other] { $lists } lists of who was at meetings more than a year before
 }, { $minutes ->
    [0] no minutes from which something was taken out
    [one] one text of minutes from which something was taken out
   *[other] { $minutes } texts of minutes from which something was taken out
 }, { $looked ->
    [0] no note of who looked
    [one] one note of who looked on a day more than a year before
   *[other] { $looked } notes of who looked on days more than a year before
 }, { $help ->
    [0] no words about help
    [one] the words about help that was asked or offered once more than a year before
   *[other] the words about help that was asked or offered { $help } times more than a year before
 }, { $files ->
    [0] no file that was taken off a policy
    [one] one file that was taken off a policy
   *[other] { $files } files that were taken off policies
 }, and { $keys ->
    [0] no key of somebody who was erased
    [one] the key of one person who was erased
   *[other] the keys of { $keys } people who were erased
 }. { $former ->
    [0] No former member would be forgotten.
    [one] One former member would be forgotten, as the organisation's term has ended.
   *[other] { $former } former members would be forgotten, as the organisation's term has ended.
 } { $asked ->
    [0] Of nobody who asked to join, and was not taken in, the key would go.
    [one] Of one who asked to join, and was not taken in, the key would go.
   *[other] Of { $asked } who asked to join, and were not taken in, the keys would go.
 }
dusk-backup = A week's backup is in { $dir }.
key-alone = Only the device that keeps this book can open it. Give its keys to a second one: sward key give.
key-safe = Somebody besides the keeper can open this book, and tried it.
key-good = opens it
key-not-tried = not tried yet
key-old = too old: give anew
key-given = { $path } holds the keys of the record, locked for { $name }. Hand it over; have it tried there with 'sward key try FILE --identity KEY', and write the code down here with 'sward key opened'. Whoever got one before destroys that.
key-tried = It opens. Tell the keeper of unit { $unit } this code: { $code }
key-taken = The keys of { $unit } are here, and its record is read. The code that shows it: { $code }
key-no-file = There is no file { $path }, or it cannot be read. Name the one that 'sward key give' made.
key-several = Several recipients are called '{ $name }'. Name the one by its public key: 'sward key list' shows them.
no-such-task = No task goes by '{ $name }'. See what there is with 'sward task list'.
several-tasks = Several tasks go by '{ $name }'. Name the one by the beginning of its id, which 'sward task list' shows.
list-none = None.
task-is-over-done = done
task-is-over-dropped = dropped
task-is-overdue = overdue
task-asks-help = help is asked for
task-is-to-do = to be done
not-a-parcel = { $path } opens, but holds no keys of a unit.
file-exists = { $path } is there already. Name a new file.
register-line = { $field }: { $what }. { $purpose } { $readers } { $kept }
bad-certificate = The certificate or its key cannot be used: { $why }. Give both as PEM, the whole chain in the one file and the key in the other.
archive-written = Written to { $path }. It holds what is theirs and nobody else's: give it to them, and keep no copy.
no-such-policy = No policy that reaches this unit is called '{ $name }'. List them with 'sward policy list'.
several-policies = Several policies are called '{ $name }'. Name one by the beginning of its id.
no-such-attachment = No file called '{ $name }' goes with this policy. See which do with 'sward policy show'.
file-not-whole = The file '{ $name }' did not arrive whole, or was taken out. Ask whoever published it to attach it again.
file-written = Written to { $path }.
no-such-outcome = What came of it is 'done', 'partly' or 'not'. Choose one of them.
no-such-reason = A reason is 'wrong', 'place', 'means', 'soon', 'unclear' or 'other'. Choose one of them.
policy-is-over = it is over
policy-objected = { $n ->
    [one] One cell objects: { $reason }; unanswered: { $open }.
   *[other] { $n } cells object: { $reason }; unanswered: { $open }.
 }
no-such-file = The file '{ $name }' cannot be read. Check its name.
no-such-concern = No concern goes by '{ $name }' here. List them with 'sward concern list'.
receipt-made = It is taken in. The code of its receipt, shown this once: { $code }
no-such-application = Nobody who waits to join goes by '{ $name }'. List them with 'sward application list'.
application-waits = waits
application-accepted = taken in
application-declined = not taken in
application-withdrawn = taken back
no-such-help = Nothing that is asked or offered goes by '{ $name }'. See what there is with 'sward care list', and name it by the beginning of its id.
care-line-speak = speak to
care-line-done = done this week
care-line-new = new, and nobody has called
care-line-missed = missed the last two meetings
care-line-quiet = no contact for long
care-line-birthday = birthday
care-line-loss = day of a loss
care-line-asks = asks
care-line-offers = offers
care-line-matched = found
care-figure-called = newcomers spoken to within 7 days
care-figure-accompanied = newcomers with a companion
care-figure-tasked = newcomers with a task within 60 days
care-figure-answered = second absences answered within 14 days
no-such-reader = No reader that is offered here goes by '{ $name }'. See what there is with 'sward study list'.
several-readers = Several readers are called '{ $name }'. Name one by the beginning of its id, which 'sward study list' shows.
no-such-circle = No circle goes by '{ $name }'. See what there is with 'sward study list'.
several-circles = Several circles go by '{ $name }'. Name one by the beginning of its id, which 'sward study list' shows.
circle-session-set = a session is set
circle-open = no session is set
