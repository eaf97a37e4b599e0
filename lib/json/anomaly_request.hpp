/// @file
/// The bodies of the Anomaly Detector.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "json/reader.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/json/anomaly.hpp"

namespace ward::json {

/// Why a request is not served, in the words of this contract.
struct Refusal {
    int status = 400;
    std::string_view code;
    std::string message;
};

/// Reads a body. Its members are read in any order, and judged in the contract's: the first refusal of the list in its
/// section on errors that applies is the one that is told. Ranges that AnomalyDetector judges are left to it.
std::variant<AnomalyRequest, Refusal> read_anomaly_body(AnomalyOperation operation, std::string_view body);

/// The contract's code for an option that create() refused, or for a series that was.
Refusal refuse_option(const Error& error);
Refusal refuse_series(const Error& error);

}  // namespace ward::json
