// `ward models`: what is in the folder of packs.
#pragma once

#include "options.hpp"

/// Loads every model first when asked to, so that it can tell where each runs, in which precision and how big.
struct ModelsOptions {
    bool load = false;
    bool json = false;
};

/// @return the exit status: 0 also when a pack has a problem, which is told
int print_models(const Options& options, const ModelsOptions& how);
