//! What the command line holds to.

use clap::CommandFactory;
use sward::args::Args;

fn each(command: &clap::Command, way: &str, see: &mut dyn FnMut(&str, &clap::Command)) {
    for sub in command.get_subcommands() {
        let way = format!("{way} {}", sub.get_name());
        see(&way, sub);
        each(sub, &way, see);
    }
}

#[test]
fn no_argument_of_a_command_hides_one_of_the_whole_program() {
    let program = Args::command();
    let global = program.get_arguments().filter(|argument| argument.is_global_set()).map(clap::Arg::get_id);
    let (global, mut faults) = (global.collect::<Vec<_>>(), vec![]);
    assert!(!global.is_empty());
    each(&program, "sward", &mut |way, command| {
        let hidden = command.get_arguments().map(clap::Arg::get_id).filter(|id| global.contains(id));
        faults.extend(hidden.map(|id| format!("{way}: {id}")));
    });
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn every_command_and_argument_says_what_it_is() {
    let mut faults = vec![];
    each(&Args::command(), "sward", &mut |way, command| {
        faults.extend(command.get_about().is_none().then(|| way.to_string()));
        let silent = command.get_arguments().filter(|argument| argument.get_help().is_none());
        faults.extend(silent.map(|argument| format!("{way}: {}", argument.get_id())));
    });
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn the_command_line_is_well_formed() {
    Args::command().debug_assert();
}
