/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "simdact/simdact.h"

int main(void) { return puts(simdact_isa()) < 0; }
