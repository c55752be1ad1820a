#pragma once
// The SIMD kernels of Marquee, in C so that each can be compiled for several instruction sets without build flags.
// Callers are the doors in Models/Kernels, which check every shape before they call.
#include "mq_dense.h"
#include "mq_isa.h"
#include "mq_score.h"
#include "mq_sgd.h"
#include "mq_solve.h"
#include "mq_sparse.h"
