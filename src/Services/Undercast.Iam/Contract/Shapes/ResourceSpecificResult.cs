using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ResourceSpecificResult
{
    [Length(min: 1, max: 2048)] public required string EvalResourceName { get; init; }
    [OneOf("allowed", "explicitDeny", "implicitDeny")] public required string EvalResourceDecision { get; init; }
    public IReadOnlyList<Statement>? MatchedStatements { get; init; }
    [Elements(MinLength = 5, MaxLength = 256)] public IReadOnlyList<string>? MissingContextValues { get; init; }
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; init; }
}
