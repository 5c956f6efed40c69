using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeTypeInput
{
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeName { get; init; }
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? Arn { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[A-Za-z0-9-]+")] public string? VersionId { get; init; }
    [Length(min: 1, max: 40), Pattern(@"[0-9a-zA-Z]{12,40}")] public string? PublisherId { get; init; }
    [Length(min: 5), Pattern(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(.*)$")] public string? PublicVersionNumber { get; init; }
}

public sealed record DescribeTypeOutput
{
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? Arn { get; init; }
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[A-Za-z0-9-]+")] public string? DefaultVersionId { get; init; }
    public bool? IsDefaultVersion { get; init; }
    [OneOf("PASSED", "FAILED", "IN_PROGRESS", "NOT_TESTED")] public string? TypeTestsStatus { get; init; }
    [Length(min: 1, max: 1024), Pattern(@"[\s\S]+")] public string? TypeTestsStatusDescription { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    [Length(min: 1, max: 16777216)] public string? Schema { get; init; }
    [OneOf("NON_PROVISIONABLE", "IMMUTABLE", "FULLY_MUTABLE")] public string? ProvisioningType { get; init; }
    [OneOf("LIVE", "DEPRECATED")] public string? DeprecatedStatus { get; init; }
    public LoggingConfig? LoggingConfig { get; init; }
    public IReadOnlyList<RequiredActivatedType>? RequiredActivatedTypes { get; init; }
    [Length(min: 1, max: 256), Pattern(@"arn:.+:iam::[0-9]{12}:role/.+")] public string? ExecutionRoleArn { get; init; }
    [OneOf("PUBLIC", "PRIVATE")] public string? Visibility { get; init; }
    [Length(max: 4096)] public string? SourceUrl { get; init; }
    [Length(max: 4096)] public string? DocumentationUrl { get; init; }
    public DateTimeOffset? LastUpdated { get; init; }
    public DateTimeOffset? TimeCreated { get; init; }
    [Length(min: 1, max: 60000), Pattern(@"[\s\S]+")] public string? ConfigurationSchema { get; init; }
    [Length(min: 1, max: 40), Pattern(@"[0-9a-zA-Z]{12,40}")] public string? PublisherId { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? OriginalTypeName { get; init; }
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? OriginalTypeArn { get; init; }
    [Length(min: 5), Pattern(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(.*)$")] public string? PublicVersionNumber { get; init; }
    [Length(min: 5), Pattern(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(.*)$")] public string? LatestPublicVersion { get; init; }
    public bool? IsActivated { get; init; }
    public bool? AutoUpdate { get; init; }
}
