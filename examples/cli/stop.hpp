// Ctrl-C and SIGTERM as something that a reading loop can wait for.
#pragma once

/// From now on the first SIGINT or SIGTERM asks this program to stop instead of ending it; the second one ends it.
/// A closed output is told by write() instead of ending the program.
void watch_for_stop();

/// Becomes readable when the program should stop. Precondition: watch_for_stop() ran.
int stop_fd();

/// Asks the program to stop from inside.
void stop();

/// 128 + the signal that asked to stop, as shells count; 0 while none did.
int stop_status();
