/** Organizations: namespaces with members. */
@NullMarked
package dev.slipway.service.organization;

import org.jspecify.annotations.NullMarked;
