using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Holds calls to the rates that AWS documents.</summary>
public interface IThrottle
{
    /// <summary>Returns when the call may go on.</summary>
    /// <exception cref="CommonException"><see cref="CommonError.Throttling"/>.</exception>
    ValueTask EnterAsync(OperationDescriptor operation, CallContext call);
}

/// <summary>No limit.</summary>
internal sealed class Unthrottled : IThrottle
{
    public ValueTask EnterAsync(OperationDescriptor operation, CallContext call) => default;
}
