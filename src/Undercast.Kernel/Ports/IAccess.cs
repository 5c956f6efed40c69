namespace Undercast.Kernel;

/// <summary>Asks the policy evaluator about more than an operation's own permissions: <c>iam:PassRole</c>, invocations through a data plane, a role's leave to write logs.</summary>
public interface IAccess
{
    /// <summary>Whether <see cref="CallContext.Caller"/> may do <paramref name="action"/> on <paramref name="resource"/>; in the audit and open modes always true.</summary>
    /// <param name="call">Who asks, from where, when.</param>
    /// <param name="action">Such as <c>iam:PassRole</c>.</param>
    /// <param name="resource">The ARN, or <c>*</c>.</param>
    /// <param name="keys">Condition keys beside the global ones, such as <c>iam:PassedToService</c> or <c>aws:SourceArn</c>.</param>
    ValueTask<bool> MayAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys = null);

    /// <summary>Returns when the caller may.</summary>
    /// <exception cref="CommonException"><see cref="CommonError.AccessDenied"/> with AWS's words.</exception>
    ValueTask DemandAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys = null);
}
