using Undercast.Kernel;

namespace Undercast.DynamoDb;

/// <summary>Errors that several operations answer.</summary>
internal static class Faults
{
    public static CommonException Validation(string message) => new(CommonError.Validation, message);

    /// <summary>A validation error with AWS's usual beginning.</summary>
    public static CommonException Invalid(string message) => Validation("One or more parameter values were invalid: " + message);

    public static ResourceNotFoundException NoTable() => new("Requested resource not found");

    public static ResourceNotFoundException NoTable(string name) => new($"Requested resource not found: Table: {name} not found");

    public static ConditionalCheckFailedException ConditionFailed(AttributeMap? item) => new("The conditional request failed") { Item = item };

    // AWS: in these words (PartiQL INSERT).
    public static DuplicateItemException Duplicate() => new("Duplicate primary key exists in table");
}
