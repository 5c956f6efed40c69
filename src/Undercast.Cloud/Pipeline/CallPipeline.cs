using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The one way to an operation, from outside and from inside.</summary>
/// <remarks>
/// <code>
/// operation, input, call
///   │ 1 authorise   every permission of the contract, computed from the input
///   │ 2 throttle
///   │ 3 invoke      the service's own rules and its transaction
///   │ 4 record      whatever came of it
///   ▼
/// output, or an exception that only the edge turns into an answer
/// </code>
/// </remarks>
public sealed class CallPipeline(CloudOptions options, IAuthorizer authorizer, IThrottle throttle, IEnumerable<ICallRecorder> recorders, ServiceTable services, TimeProvider time)
{
    private readonly ICallRecorder[] _recorders = [.. recorders];

    /// <summary>Calls an operation; null stands for an output without members.</summary>
    /// <exception cref="AwsException">The answer is an error of the contract, or a common one.</exception>
    public async ValueTask<object?> CallAsync(OperationDescriptor operation, object input, CallContext call)
    {
        var started = time.GetTimestamp();
        IReadOnlyList<Permission> permissions = [];
        var outcome = CallOutcome.Failed;
        string? denial = null;
        Exception? error = null;
        try
        {
            // 1 authorise
            permissions = operation.Permissions(input, call);
            denial = await AuthoriseAsync(operation, permissions, input, call);

            // 2 throttle
            await throttle.EnterAsync(operation, call);

            // 3 invoke
            var output = await operation.Invoke(services.For(operation.Api), input, call);
            outcome = CallOutcome.Succeeded;
            return output;
        }
        catch (Exception e)
        {
            error = e;
            outcome = OutcomeOf(e);
            throw;
        }
        finally
        {
            // 4 record
            var record = new CallRecord(operation, call, permissions, outcome, error, time.GetElapsedTime(started), denial is not null, denial ?? (outcome == CallOutcome.Denied ? error?.Message : null));
            foreach (var recorder in _recorders) recorder.Record(record);
        }
    }

    /// <summary>Null, or the refusal where only the audit mode lets the call through.</summary>
    private async ValueTask<string?> AuthoriseAsync(OperationDescriptor operation, IReadOnlyList<Permission> permissions, object input, CallContext call)
    {
        try
        {
            await authorizer.AuthorizeAsync(operation, permissions, input, call);
            return null;
        }
        catch (CommonException e) when (options.Auth == AuthMode.Audit && e.Kind == CommonError.AccessDenied)
        {
            return e.Message;
        }
    }

    private static CallOutcome OutcomeOf(Exception e) => e switch
    {
        CommonException { Kind: CommonError.AccessDenied or CommonError.MissingAuthenticationToken } => CallOutcome.Denied,
        AwsException => CallOutcome.Refused,
        _ => CallOutcome.Failed,
    };
}
