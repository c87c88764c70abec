/** Inventories as software bills of materials. */
@NullMarked
package dev.slipway.worker.attest.sbom;

import org.jspecify.annotations.NullMarked;
