using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserPoolDescriptionType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? Id { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public string? Name { get; init; }
    public LambdaConfigType? LambdaConfig { get; init; }
    [OneOf("Enabled", "Disabled")] public string? Status { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
}
