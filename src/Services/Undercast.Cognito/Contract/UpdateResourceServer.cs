using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UpdateResourceServerInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 1, max: 256), Pattern(@"[\x21\x23-\x5B\x5D-\x7E]+")] public required string Identifier { get; init; }
    [Length(min: 1, max: 256), Pattern(@"[\w\s+=,.@-]+")] public required string Name { get; init; }
    [Length(max: 100)] public IReadOnlyList<ResourceServerScopeType>? Scopes { get; init; }
}

public sealed record UpdateResourceServerOutput
{
    public required ResourceServerType ResourceServer { get; init; }
}
