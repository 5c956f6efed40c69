using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>It was answered.</summary>
    Succeeded = 0,
    /// <summary>The caller lacked a permission.</summary>
    Denied = 1,
    /// <summary>The operation answered an error of its contract, or a common one.</summary>
    Refused = 2,
    /// <summary>Something broke here.</summary>
    Failed = 3,
}

/// <summary>What is remembered of a call.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Call">Who, where, when.</param>
/// <param name="Permissions">What it needed.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">The exception, when it did not succeed.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="WouldBeDenied">Whether only the audit mode let it through.</param>
/// <param name="Denial">The text of the refusal that was, or in the audit mode would have been, the answer.</param>
public readonly record struct CallRecord(
    OperationDescriptor Operation, CallContext Call, IReadOnlyList<Permission> Permissions, CallOutcome Outcome, Exception? Error, TimeSpan Elapsed, bool WouldBeDenied,
    string? Denial = null);

/// <summary>Remembers calls. On the path of every call: no waiting, no exceptions.</summary>
public interface ICallRecorder
{
    /// <summary>Takes note of a call that has ended.</summary>
    void Record(in CallRecord record);
}
