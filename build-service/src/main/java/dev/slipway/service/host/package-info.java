/** Git hosts with an API, and the accounts there that namespaces have linked. */
@NullMarked
package dev.slipway.service.host;

import org.jspecify.annotations.NullMarked;
