// SPDX-License-Identifier: MIT
// OpenBLAS's routines under one name for both precisions. Matrices lie row by row.
#pragma once

#include <cblas.h>

namespace bench {

/// As cblas_sgemm: c (rows x columns) = alpha op(a) op(b) + beta c, op(a) being rows x inner.
inline void gemm(CBLAS_TRANSPOSE op_a, CBLAS_TRANSPOSE op_b, int rows, int columns, int inner,
                 float alpha, const float* a, int stride_a, const float* b, int stride_b,
                 float beta, float* c) {
    cblas_sgemm(CblasRowMajor, op_a, op_b, rows, columns, inner, alpha, a, stride_a, b, stride_b,
                beta, c, columns);
}

inline void gemm(CBLAS_TRANSPOSE op_a, CBLAS_TRANSPOSE op_b, int rows, int columns, int inner,
                 double alpha, const double* a, int stride_a, const double* b, int stride_b,
                 double beta, double* c) {
    cblas_dgemm(CblasRowMajor, op_a, op_b, rows, columns, inner, alpha, a, stride_a, b, stride_b,
                beta, c, columns);
}

/// y = op(a) x + beta y, a being rows x columns.
inline void gemv(CBLAS_TRANSPOSE op, int rows, int columns, const float* a, const float* x,
                 float beta, float* y) {
    cblas_sgemv(CblasRowMajor, op, rows, columns, 1, a, columns, x, 1, beta, y, 1);
}

inline void gemv(CBLAS_TRANSPOSE op, int rows, int columns, const double* a, const double* x,
                 double beta, double* y) {
    cblas_dgemv(CblasRowMajor, op, rows, columns, 1, a, columns, x, 1, beta, y, 1);
}

/// a = alpha x y^T + a, a being rows x columns.
inline void ger(int rows, int columns, float alpha, const float* x, const float* y, float* a) {
    cblas_sger(CblasRowMajor, rows, columns, alpha, x, 1, y, 1, a, columns);
}

inline void ger(int rows, int columns, double alpha, const double* x, const double* y, double* a) {
    cblas_dger(CblasRowMajor, rows, columns, alpha, x, 1, y, 1, a, columns);
}

/// y = alpha x + y
inline void axpy(int count, float alpha, const float* x, float* y) {
    cblas_saxpy(count, alpha, x, 1, y, 1);
}

inline void axpy(int count, double alpha, const double* x, double* y) {
    cblas_daxpy(count, alpha, x, 1, y, 1);
}

}  // namespace bench
