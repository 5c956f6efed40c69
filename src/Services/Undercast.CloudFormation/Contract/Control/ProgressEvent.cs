using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ProgressEvent
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public string? TypeName { get; init; }
    [Length(min: 1, max: 1024), Pattern(@".+")] public string? Identifier { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[-A-Za-z0-9+/=]+")] public string? RequestToken { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[-A-Za-z0-9+/=]+")] public string? HooksRequestToken { get; init; }
    [OneOf("CREATE", "DELETE", "UPDATE")] public string? Operation { get; init; }
    [OneOf("PENDING", "IN_PROGRESS", "SUCCESS", "FAILED", "CANCEL_IN_PROGRESS", "CANCEL_COMPLETE")]
    public string? OperationStatus { get; init; }
    public DateTimeOffset? EventTime { get; init; }
    [Sensitive, Length(min: 1, max: 262144), Pattern(@"[\s\S]*")] public string? ResourceModel { get; init; }
    [Length(min: 0, max: 2048), Pattern(@"[\s\S]*")] public string? StatusMessage { get; init; }
    [OneOf("NotUpdatable", "InvalidRequest", "AccessDenied", "UnauthorizedTaggingOperation", "InvalidCredentials", "AlreadyExists", "NotFound", "ResourceConflict", "Throttling", "ServiceLimitExceeded", "NotStabilized", "GeneralServiceException", "ServiceInternalError", "ServiceTimeout", "NetworkFailure", "InternalFailure")]
    public string? ErrorCode { get; init; }
    public DateTimeOffset? RetryAfter { get; init; }
}
