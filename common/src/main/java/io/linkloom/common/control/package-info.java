/**
 * What operators say while a crawl runs, on its way to every worker and builder: one writes it to topic controls
 * ({@link io.linkloom.common.control.ControlDesk}), all follow that topic ({@link io.linkloom.common.control.ControlWatch}) and
 * ask a snapshot of it whenever they order or fetch.
 */
@NullMarked
package io.linkloom.common.control;

import org.jspecify.annotations.NullMarked;
