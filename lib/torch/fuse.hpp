// Rewrites a frozen model's graph into the forms that run fastest on the CPU. Results stay those of the model to
// rounding.
#pragma once

#include <torch/csrc/jit/api/module.h>

namespace ward::engine {

void fuse_for_cpu(torch::jit::Module& frozen);

}  // namespace ward::engine
