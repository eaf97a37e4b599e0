// Whether a series keeps to a level.
#pragma once

#include <span>

namespace ward::anomaly {

// The augmented Dickey-Fuller test says that it returns to its level, or the KPSS test does not deny it (both at 5 %); or
// it is too regular for either test.
// source: Dickey and Fuller (1979) with MacKinnon's (1994) p-values and lags by AIC; Kwiatkowski, Phillips, Schmidt and
// Shin (1992) with lags by Hobijn, Franses and Ooms (1998)
bool is_stationary(std::span<const double> values);

}  // namespace ward::anomaly
