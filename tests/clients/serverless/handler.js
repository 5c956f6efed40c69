exports.hello = async (event) => ({ statusCode: 200, body: JSON.stringify({ hello: event.rawPath ?? event.path }) });
exports.worker = async (event) => console.log(event.Records.length);
