using Undercast.Kernel;

namespace Undercast.Sqs;

/// <summary>The wordings that several operations share.</summary>
internal static class SqsFaults
{
    public static CommonException Missing(string parameter) =>
        new(CommonError.MissingParameter, $"The request must contain the parameter {parameter}.");

    public static CommonException Invalid(string message) => new(CommonError.InvalidParameterValue, message);

    public static CommonException Invalid(string value, string parameter, string reason) =>
        new(CommonError.InvalidParameterValue, $"Value {value} for parameter {parameter} is invalid. Reason: {reason}");

    public static InvalidAttributeValue Attribute(string name) => new($"Invalid value for the parameter {name}.");

    // AWS: a parameter that only FIFO queues take, sent to a standard queue, or the other way round.
    public static CommonException WrongQueueType(string value, string parameter) =>
        Invalid(value, parameter, "The request include parameter that is not valid for this queue type.");
}
