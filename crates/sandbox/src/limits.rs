//! How much one script may take.

use std::time::Duration;

use serde::{Deserialize, Serialize};

const MIB: usize = 1 << 20;

/// The longest source, in bytes.
pub const SOURCE_BYTES: usize = 256 << 10;

/// The caps of one script. What goes beyond is refused, cut or ends the script; which, stands at each.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Limits {
    /// What the script's own values may take, in bytes. Beyond it the script gets an "out of memory" error. The address
    /// space of the process is held to this and what the child itself needs.
    pub memory: usize,
    /// The stack of nested calls, in bytes. Beyond it the script gets a `RangeError`.
    pub stack: usize,
    /// Time on the processor. Beyond it the script is ended; where it cannot be asked, the kernel ends the process
    /// within two seconds more.
    pub cpu: Duration,
    /// Lines of output (`log`, `progress`). The rest is cut.
    pub output_lines: usize,
    /// Output in bytes. The rest is cut.
    pub output_bytes: usize,
    /// One line of output, in bytes. Its rest is cut.
    pub line_bytes: usize,
    /// The result as JSON, in bytes. Beyond it the script fails.
    pub result_bytes: usize,
    /// How often the script may ask its host for something. Beyond it the call throws.
    pub calls: usize,
    /// What one call may carry as JSON, in bytes. Beyond it the call throws.
    pub call_bytes: usize,
    /// What the host may answer to one call as JSON, in bytes. Beyond it the call is refused.
    pub answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 * MIB,
            stack: MIB / 2,
            cpu: Duration::from_secs(10),
            output_lines: 10_000,
            output_bytes: 4 * MIB,
            line_bytes: 64 << 10,
            result_bytes: MIB,
            calls: 10_000,
            call_bytes: MIB,
            answer_bytes: 4 * MIB,
        }
    }
}

impl Limits {
    /// The longest frame that a child which keeps its limits can send: a control character is six bytes of JSON.
    pub(crate) fn longest_frame(&self) -> usize {
        self.result_bytes.max(self.call_bytes).max(6 * self.line_bytes) + (256 << 10)
    }
}
