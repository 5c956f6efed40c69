using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ProvisionedConcurrencyConfigListItem
{
    [Length(min: 0, max: 10000)]
    [Pattern(@"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public string? FunctionArn { get; init; }
    [Range(min: 1)] public int? RequestedProvisionedConcurrentExecutions { get; init; }
    [Range(min: 0)] public int? AvailableProvisionedConcurrentExecutions { get; init; }
    [Range(min: 0)] public int? AllocatedProvisionedConcurrentExecutions { get; init; }
    [OneOf("IN_PROGRESS", "READY", "FAILED")] public string? Status { get; init; }
    public string? StatusReason { get; init; }
    public string? LastModified { get; init; }
}
