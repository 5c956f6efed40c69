using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record EvaluationResult
{
    [Length(min: 3, max: 128)] public required string EvalActionName { get; init; }
    [Length(min: 1, max: 2048)] public string? EvalResourceName { get; init; }
    [OneOf("allowed", "explicitDeny", "implicitDeny")] public required string EvalDecision { get; init; }
    public IReadOnlyList<Statement>? MatchedStatements { get; init; }
    [Elements(MinLength = 5, MaxLength = 256)] public IReadOnlyList<string>? MissingContextValues { get; init; }
    public OrganizationsDecisionDetail? OrganizationsDecisionDetail { get; init; }
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; init; }
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }
    public IReadOnlyList<ResourceSpecificResult>? ResourceSpecificResults { get; init; }
}
