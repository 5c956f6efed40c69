using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record OperationEntry
{
    [OneOf("CREATE_STACK", "UPDATE_STACK", "DELETE_STACK", "CONTINUE_ROLLBACK", "ROLLBACK", "CREATE_CHANGESET")]
    public string? OperationType { get; init; }
    public string? OperationId { get; init; }
}
