using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ResourceServerScopeType
{
    [Length(min: 1, max: 256), Pattern(@"[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+")] public required string ScopeName { get; init; }
    [Length(min: 1, max: 256)] public required string ScopeDescription { get; init; }
}
