using System.Reflection;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>Status reasons as the resource handlers of AWS word them.</summary>
internal static class HandlerFaults
{
    /// <summary>Whether a resource has failed, rather than the store or the run; a type's own mistake ends its resource, not the stack's job.</summary>
    public static bool IsFault(Exception e, out AwsException fault)
    {
        fault = e as AwsException ?? new CommonException(CommonError.InternalFailure, $"Internal Failure: {e.GetType().Name}: {e.Message}");
        return e is not (OperationCanceledException or Storage.StoreException);
    }

    public static string Explain(AwsException e, Guid token)
    {
        if (e is ReasonException) return e.Message;
        // What the template says wrongly is told as it is; what a service says is quoted.
        if (e is CommonException { Kind: CommonError.Validation } && (e.Message.StartsWith("Template ", StringComparison.Ordinal) || e.Message.StartsWith("Properties validation", StringComparison.Ordinal) || e.Message.StartsWith("No export", StringComparison.Ordinal)))
            return e.Message;
        return $"Resource handler returned message: \"{e.Message}\" (RequestToken: {token}, HandlerErrorCode: {CodeOf(e)})";
    }

    // AWS: the handler error codes of the resource provider contract.
    public static string CodeOf(AwsException e)
    {
        if (e is CommonException common)
        {
            return common.Kind switch
            {
                CommonError.AccessDenied => "AccessDenied",
                CommonError.Throttling => "Throttling",
                CommonError.InternalFailure => "ServiceInternalError",
                CommonError.ServiceUnavailable => "NotStabilized",
                CommonError.NotSupported => "UnsupportedOperation",
                _ => "InvalidRequest",
            };
        }
        var code = e.GetType().GetCustomAttribute<AwsErrorAttribute>()?.Code ?? e.GetType().Name;
        return code.Contains("AlreadyExist", StringComparison.Ordinal) || code.Contains("AlreadyOwned", StringComparison.Ordinal) || code.Contains("InUse", StringComparison.Ordinal) || code.Contains("Conflict", StringComparison.Ordinal) ? "AlreadyExists"
            : code.Contains("NotFound", StringComparison.Ordinal) || code.Contains("NoSuch", StringComparison.Ordinal) || code.Contains("NonExistent", StringComparison.Ordinal) || code.Contains("DoesNotExist", StringComparison.Ordinal) ? "NotFound"
            : code.Contains("Limit", StringComparison.Ordinal) ? "ServiceLimitExceeded"
            : code.Contains("Throttl", StringComparison.Ordinal) || code.Contains("TooManyRequests", StringComparison.Ordinal) ? "Throttling"
            : code.Contains("AccessDenied", StringComparison.Ordinal) ? "AccessDenied"
            : code.Contains("Invalid", StringComparison.Ordinal) || code.Contains("Validation", StringComparison.Ordinal) || code.Contains("Malformed", StringComparison.Ordinal) || code.Contains("BadRequest", StringComparison.Ordinal) ? "InvalidRequest"
            : "GeneralServiceException";
    }
}
