// `ward anomaly`: the unusual points of a time series.
#pragma once

#include <string>

#include <ward/json/anomaly.hpp>

#include "series_file.hpp"

struct AnomalyCommand {
    std::string file = "-";
    SeriesOptions series;
    ward::json::AnomalyOperation operation = ward::json::AnomalyOperation::entire;
    bool json = false;
    std::string plot;  ///< a file to draw into; empty: none
};

/// @return the exit status
int run_anomaly(const AnomalyCommand& command);
