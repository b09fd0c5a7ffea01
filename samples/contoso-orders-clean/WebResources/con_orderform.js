// Shows the delivery date on the order form.
function showDeliveryDate(context) {
  const form = context.getFormContext();
  return Xrm.WebApi.online
    .execute({ getMetadata: () => ({ operationName: "con_GetDeliveryDate", operationType: 0, parameterTypes: {} }) })
    .then((answer) => answer.json())
    .then((result) => form.getAttribute("con_deliverydate").setValue(result.Date));
}
