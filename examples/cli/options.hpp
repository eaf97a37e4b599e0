// What every command of `ward` is told on the command line.
#pragma once

#include <string>

#include <ward/model_registry.hpp>

struct Options {
    std::string packs;  ///< as asked for; empty: see packs.hpp
    std::string device = "auto";
    ward::Precision precision = ward::Precision::automatic;
    unsigned workers = 0;
    std::string store;  ///< of blocklists; empty: none
};
