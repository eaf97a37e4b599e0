// A time series from a file, as a request body of the anomaly detector.
#pragma once

#include <string>

#include <ward/result.hpp>

/// How the command line says that a series of a CSV file is to be judged; 0, -1 and "" stand for nothing said.
struct SeriesOptions {
    std::string granularity;
    int interval = 0;
    int period = -1;
    int sensitivity = -1;
    double ratio = 0;
    std::string impute;
};

/// @param file  a path, or "-" for stdin. What begins with { is a request body and is given back as it is. Else it is CSV:
///   a time and a value on each line, or a value alone, under a heading or without one. What the options do not say of
///   the granularity is taken from the steps between the times.
/// @errors io_failed; invalid_field (target "line N")
ward::Result<std::string> read_series_file(const std::string& file, const SeriesOptions& options);
