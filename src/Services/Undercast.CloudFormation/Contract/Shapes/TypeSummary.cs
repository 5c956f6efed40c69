using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record TypeSummary
{
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[A-Za-z0-9-]+")] public string? DefaultVersionId { get; init; }
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? TypeArn { get; init; }
    public DateTimeOffset? LastUpdated { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    [Length(min: 1, max: 40), Pattern(@"[0-9a-zA-Z]{12,40}")] public string? PublisherId { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? OriginalTypeName { get; init; }
    [Length(min: 5), Pattern(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(.*)$")] public string? PublicVersionNumber { get; init; }
    [Length(min: 5), Pattern(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(.*)$")] public string? LatestPublicVersion { get; init; }
    [OneOf("AWS_Marketplace", "GitHub", "Bitbucket")] public string? PublisherIdentity { get; init; }
    [Length(min: 1, max: 100), Pattern(@"[\s\S]+")] public string? PublisherName { get; init; }
    public bool? IsActivated { get; init; }
}
