# The page that a cell shows to everybody.
public-page = Public page
public-lede = A page for everybody: who you are, what you do and say, how to reach and to join you. It is shown when you say so, and tells nothing of your record.
public-see = See it as everybody does
public-about = Who are we?
public-meets = When and where do we meet? For guests
public-how-reach = How are we reached? An office rather than a person
public-places = Places by which we are found, with commas between
public-offers = The page offers
public-offers-joins = to ask to join us
public-offers-concerns = to raise a concern
public-offers-guests = our next meeting, since guests are welcome
public-no-names = Everybody in the world can read this. Please name nobody who does not want it.
public-show = Show it
public-keep = Keep it so
public-hide = Show it no more
public-hide-yes = Take it down
public-post = Say something
public-post-title = What is it about?
public-post-text = What do you want to say?
public-post-yes = Say it
public-take-down = Take it down
public-is-shown = Everybody can see it now.
public-is-hidden = It is shown no more.
public-is-posted = Said. It stands on your page.
public-is-taken-down = It is shown no more.
public-next = Our next meeting: { $day }. Guests are welcome.
public-reach = How to reach us:
public-says = What we say
public-did = What we did
public-met = { $n ->
    [0] We have not met in the last three months.
    [one] We met once in the last three months.
   *[other] We met { $few } times in the last three months.
 }
public-feed = Read it as a feed
public-calendar = Have our next meeting in your calendar
public-others = Other groups
public-join = Join us
public-join-hint = Say who you are and how to reach you. Only this group reads it, and decides; you get a code with which you see where it waits.
public-contact = How to reach you
public-words = What would you like to say?
public-ask = Ask to join
public-asked-before = I asked already
asked-given = You asked to join. This is your code
asked-given-hint = Write it down: it is shown this once. With it you see where your asking waits, and can take it back.
asked-waits = It waits since { $day } for the group to decide.
asked-accepted = You were taken in. Welcome.
asked-declined = The group did not take you in. You asked on { $day }.
asked-withdrawn = You took it back. You had asked on { $day }.
asked-withdraw = I take it back
applications = Who asks to join
application-closed = Who it is cannot be opened here.
application-since = { $n ->
    [0] Since today
    [one] Since yesterday
   *[other] For { $few } days
 }
application-accept = Take them in
application-decline = Say no
application-is-declined = They see that you did not take them in.
application-thing = Somebody asks to join
application-see = See who
directory = Find a group near you
directory-where = The name of a place
directory-none = No group is found by this. Try a larger place nearby.
directory-more = There are more. Name a place.
see-public-page = Public page
held-application = That you asked to join, with your name, how to reach you and what you said
held-how-you-came = How you came
held-how-you-came-on = You asked to join on { $day }.
