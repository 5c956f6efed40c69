using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record GetProvisionedConcurrencyConfigInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpQuery("Qualifier"), Length(min: 1, max: 128), Pattern(@"(|[a-zA-Z0-9$_-]+)")] public required string Qualifier { get; init; }
}

public sealed record GetProvisionedConcurrencyConfigOutput
{
    [Range(min: 1)] public int? RequestedProvisionedConcurrentExecutions { get; init; }
    [Range(min: 0)] public int? AvailableProvisionedConcurrentExecutions { get; init; }
    [Range(min: 0)] public int? AllocatedProvisionedConcurrentExecutions { get; init; }
    [OneOf("IN_PROGRESS", "READY", "FAILED")] public string? Status { get; init; }
    public string? StatusReason { get; init; }
    public string? LastModified { get; init; }
}
