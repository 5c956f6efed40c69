using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record PropertyDifference
{
    public required string PropertyPath { get; init; }
    public required string ExpectedValue { get; init; }
    public required string ActualValue { get; init; }
    [OneOf("ADD", "REMOVE", "NOT_EQUAL")] public required string DifferenceType { get; init; }
}
